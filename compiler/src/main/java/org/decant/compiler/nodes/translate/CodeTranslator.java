package org.decant.compiler.nodes.translate;

import java.util.List;
import java.util.stream.Stream;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.Program;
import org.decant.compiler.nodes.call.CallBuiltinNode;
import org.decant.compiler.nodes.call.CallFunctionNode;
import org.decant.compiler.nodes.call.CallModelNode;
import org.decant.compiler.nodes.call.CallModelOnCanvasNode;
import org.decant.compiler.nodes.call.CallModelOnTreeNode;
import org.decant.compiler.nodes.call.CallValueNode;
import org.decant.compiler.nodes.control.LoopVariables;
import org.decant.compiler.nodes.data.BoolLiteralNode;
import org.decant.compiler.nodes.data.ClosureNode;
import org.decant.compiler.nodes.data.FloatLiteralNode;
import org.decant.compiler.nodes.data.FunctionReferenceNode;
import org.decant.compiler.nodes.data.IntLiteralNode;
import org.decant.compiler.nodes.data.LiteralNode;
import org.decant.compiler.nodes.data.MakeListNode;
import org.decant.compiler.nodes.data.MakeMapNode;
import org.decant.compiler.nodes.data.MakeRecordNode;
import org.decant.compiler.nodes.data.MakeTupleNode;
import org.decant.compiler.nodes.data.RecordFieldNode;
import org.decant.compiler.nodes.data.TupleElementNode;
import org.decant.compiler.nodes.variable.GlobalNode;
import org.decant.compiler.nodes.variable.OutputNode;
import org.decant.compiler.nodes.variable.ReadBooleanNode;
import org.decant.compiler.nodes.variable.ReadDoubleNode;
import org.decant.compiler.nodes.variable.ReadLongNode;
import org.decant.compiler.nodes.variable.ReadObjectNode;
import org.decant.compiler.nodes.variable.WriteBooleanNode;
import org.decant.compiler.nodes.variable.WriteDoubleNode;
import org.decant.compiler.nodes.variable.WriteLongNode;
import org.decant.compiler.nodes.variable.WriteObjectNode;
import org.decant.compiler.tensor.Chain;
import org.decant.compiler.tensor.ChainFinder;
import org.decant.compiler.tensor.ChainRunner;
import org.decant.compiler.typed.Code;
import org.decant.compiler.typed.FrameLayout;
import org.decant.compiler.typed.Lambda;
import org.decant.compiler.types.Type;
import org.decant.compiler.value.Function;

/// Makes nodes of the codes of one frame. Values, variables and calls are here; operators, control and decoding forms go
/// on to [OperatorTranslator], [ControlTranslator] and [DecodingTranslator].
final class CodeTranslator {
    private final Program program;
    private final RoutineTranslator routines;
    private final FrameSlots frame;
    private final OperatorTranslator operators = new OperatorTranslator(this);
    private final ControlTranslator control;
    private final DecodingTranslator decoding;
    /// Whether what is translated is a step of the strategy: no expression around it is half computed meanwhile.
    private boolean inFlow;
    /// Whether, besides, the strategy has nothing more to do after it.
    private boolean atEnd;

    /// @param endsBody   whether the body is over when its output takes no more tokens
    /// @param ofStrategy whether the body is that of a strategy
    CodeTranslator(Program program, RoutineTranslator routines, FrameSlots frame, boolean endsBody, boolean ofStrategy) {
        this.program = program;
        this.routines = routines;
        this.frame = frame;
        this.inFlow = ofStrategy;
        this.atEnd = ofStrategy && endsBody;
        this.control = new ControlTranslator(this, frame);
        this.decoding = new DecodingTranslator(this, program, endsBody);
    }

    /// The node of a code, with its place in the script.
    DecantNode translate(Code code) {
        boolean around = inFlow;
        inFlow = false;
        DecantNode node = placed(code);
        inFlow = around;
        return node;
    }

    /// The node of a code that stands as a statement with something after it.
    DecantNode stepBefore(Code code) {
        boolean around = atEnd;
        atEnd = false;
        DecantNode node = step(code);
        atEnd = around;
        return node;
    }

    private DecantNode placed(Code code) {
        DecantNode node = make(code);
        return node.span() == null ? node.at(code.span()) : node;
    }

    /// The node of a code that stands as a statement.
    DecantNode step(Code code) {
        DecantNode node = placed(code);
        if (!(code instanceof Code.Sequence)) {
            node.markStatement();
        }
        return node;
    }

    /// What a round of the loop that is translated starts from; null where that is not all that decides what is to come.
    LoopVariables variables(int outerSlots) {
        return inFlow ? new LoopVariables(frame.layout(), outerSlots) : null;
    }

    /// Whether the strategy ends with what is translated.
    boolean endsStrategy() {
        return inFlow && atEnd;
    }

    DecantNode[] translateAll(List<Code> codes) {
        DecantNode[] nodes = new DecantNode[codes.size()];
        for (int i = 0; i < nodes.length; i++) {
            Code code = codes.get(i);
            nodes[i] = code == null ? null : translate(code);
        }
        return nodes;
    }

    private DecantNode make(Code code) {
        return switch (code) {
            case Code.Constant constant -> literal(constant.value());
            case Code.Local local -> read(local.slot());
            case Code.OutputContext ignored -> new OutputNode();
            case Code.Global global -> new GlobalNode(program.global(global.constant()));
            case Code.FunctionReference reference -> new FunctionReferenceNode(program, reference.routine());
            case Code.StrategyReference reference -> new LiteralNode(program.strategy(reference.routine()));
            case Code.Closure closure -> closure(closure.lambda());
            case Code.MakeList list -> new MakeListNode(translateAll(list.elements()));
            case Code.MakeMap map -> new MakeMapNode(translateAll(map.keys()), translateAll(map.values()));
            case Code.MakeTuple tuple -> new MakeTupleNode(translateAll(tuple.elements()));
            case Code.MakeRecord made -> new MakeRecordNode(made.record().name(), program.fieldNames(made.record()),
                    translateAll(made.fields()));
            case Code.Field field -> field.receiver().type().resolved() instanceof Type.Tuple
                    ? new TupleElementNode(translate(field.receiver()), field.index())
                    : new RecordFieldNode(translate(field.receiver()), field.index());
            case Code.Store store -> write(store.slot(), translate(store.value()));
            case Code.CallBuiltin call when requiresBoth(call) -> control.sequence(requirements(call));
            case Code.CallBuiltin call -> call(call);
            case Code.CallFunction call -> new CallFunctionNode(program, call.routine(), translateAll(call.arguments()));
            case Code.CallValue call -> new CallValueNode(translate(call.callee()), translateAll(call.arguments()));
            case Code.CallModel call -> new CallModelNode(translate(call.model()), translate(call.context()));
            case Code.CallModelOnTree call -> new CallModelOnTreeNode(translate(call.model()), translate(call.tree()));
            case Code.CallModelOnCanvas call -> new CallModelOnCanvasNode(translate(call.model()), translate(call.canvas()));
            case Code.ArithmeticOperation operation -> operators.arithmetic(operation);
            case Code.Compare compare -> operators.compare(compare);
            case Code.Equal equal -> operators.equal(equal);
            case Code.Negate negate -> operators.negate(negate);
            case Code.Not not -> operators.not(not);
            case Code.And and -> operators.and(and);
            case Code.Or or -> operators.or(or);
            case Code.Convert convert -> operators.convert(convert);
            case Code.Sequence sequence -> control.sequence(sequence);
            case Code.Destructure take -> control.destructure(take);
            case Code.If one -> control.branch(one);
            case Code.While loop -> control.loop(loop);
            case Code.For loop -> control.loop(loop);
            case Code.Match match -> control.match(match);
            case Code.Return one -> control.giveBack(one);
            case Code.Break ignored -> control.leaveLoop();
            case Code.Continue ignored -> control.nextRound();
            case Code.Emit emit -> decoding.emit(emit);
            case Code.Generate generate -> decoding.generate(generate);
            case Code.Draft draft -> decoding.draft(draft);
            case Code.Verify verify -> decoding.verify(verify);
            case Code.Each each -> decoding.each(each);
            case Code.Fork fork -> decoding.fork(fork);
            case Code.ParallelFor loop -> decoding.parallelFor(loop);
            case Code.Both both -> decoding.both(both);
            case Code.RunStrategy run -> decoding.run(run);
            case Code.RunStrategyValue run -> decoding.run(run);
        };
    }

    private static boolean requiresBoth(Code.CallBuiltin call) {
        return call.builtin().name().equals("require") && call.arguments().getFirst() instanceof Code.And;
    }

    /// `require(a and b, message)` as two requirements, so that an error is about what the part reads that does not hold.
    private static Code.Sequence requirements(Code.CallBuiltin call) {
        Code.And both = (Code.And) call.arguments().getFirst();
        Code message = call.arguments().getLast();
        return new Code.Sequence(Stream.of(both.left(), both.right()).<Code>map(condition ->
                new Code.CallBuiltin(call.builtin(), List.of(condition, message), call.type(), call.span())).toList(),
                call.type(), call.span());
    }

    private DecantNode call(Code.CallBuiltin call) {
        Chain chain = ChainFinder.find(call);
        return chain == null ? new CallBuiltinNode(call.builtin(), translateAll(call.arguments()))
                : new ChainTranslator(this, frame, chain).translate(new ChainRunner(chain, program.target()));
    }

    private static DecantNode literal(Object value) {
        return switch (value) {
            case Long number -> new IntLiteralNode(number);
            case Double number -> new FloatLiteralNode(number);
            case Boolean truth -> new BoolLiteralNode(truth);
            case null, default -> new LiteralNode(value);
        };
    }

    private DecantNode read(int slot) {
        return switch (frame.layout().kind(slot)) {
            case LONG -> new ReadLongNode(slot);
            case DOUBLE -> new ReadDoubleNode(slot);
            case BOOLEAN -> new ReadBooleanNode(slot);
            case OBJECT -> new ReadObjectNode(slot);
        };
    }

    private DecantNode write(int slot, DecantNode value) {
        return switch (frame.layout().kind(slot)) {
            case LONG -> new WriteLongNode(slot, value);
            case DOUBLE -> new WriteDoubleNode(slot, value);
            case BOOLEAN -> new WriteBooleanNode(slot, value);
            case OBJECT -> new WriteObjectNode(slot, value);
        };
    }

    /// The block as a value; a block that captures nothing is always the same value.
    DecantNode closure(Lambda lambda) {
        var target = routines.translate(lambda, frame.parameters()).getCallTarget();
        int arity = lambda.parameterSlots().size();
        int captures = lambda.captures().size();
        if (captures == 0) {
            return new LiteralNode(new Function(target, new Object[0], arity, lambda.draws()));
        }
        int[] slots = new int[captures];
        FrameLayout.Kind[] kinds = new FrameLayout.Kind[captures];
        for (int i = 0; i < captures; i++) {
            slots[i] = lambda.captures().get(i).outer();
            kinds[i] = frame.layout().kind(slots[i]);
        }
        return new ClosureNode(target, slots, kinds, arity, lambda.draws());
    }
}

package org.decant.compiler.nodes.translate;

import java.util.List;
import org.decant.compiler.nodes.BlockRootNode;
import org.decant.compiler.nodes.BodyNode;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.DecantRootNode;
import org.decant.compiler.nodes.DecantRootNode.CodeIdentity;
import org.decant.compiler.nodes.ParameterNode;
import org.decant.compiler.nodes.ParameterSlots;
import org.decant.compiler.nodes.Program;
import org.decant.compiler.nodes.RoutineRootNode;
import org.decant.compiler.typed.Code;
import org.decant.compiler.typed.FrameLayout;
import org.decant.compiler.typed.GlobalConstant;
import org.decant.compiler.typed.Lambda;
import org.decant.compiler.typed.Routine;
import org.decant.compiler.types.Type;
import org.decant.runtime.diagnostic.Span;

/// Makes what can be called: roots of strategies, functions, blocks and constants.
public final class RoutineTranslator {
    private final Program program;

    public RoutineTranslator(Program program) {
        this.program = program;
    }

    public DecantRootNode translate(Routine routine) {
        FrameSlots frame = new FrameSlots(routine.frame(), ParameterSlots.of(routine));
        boolean endsBody = routine.kind() == Routine.Kind.STRATEGY && !routine.returnsValue();
        CodeTranslator codes = new CodeTranslator(program, this, frame, endsBody,
                routine.kind() == Routine.Kind.STRATEGY);
        List<Routine.Parameter> declared = routine.parameters();
        ParameterNode[] parameters = new ParameterNode[declared.size()];
        for (int i = 0; i < parameters.length; i++) {
            Routine.Parameter parameter = declared.get(i);
            DecantNode value = parameter.defaultValue() == null ? null : codes.translate(parameter.defaultValue());
            parameters[i] = new ParameterNode(i, parameter.slot(), frame.layout().kind(parameter.slot()), value);
        }
        DecantNode body = body(codes, routine.body());
        return new RoutineRootNode(program.language(), frame.describe(),
                identity(routine.name(), routine.body().span(), frame), parameters, body);
    }

    /// A block. Its frame is its own, filled from what was captured and from its parameters.
    ///
    /// @param around the parameters in the frame that the block stands in
    DecantRootNode translate(Lambda lambda, ParameterSlots around) {
        FrameSlots frame = new FrameSlots(lambda.frame(), around.within(lambda));
        CodeTranslator codes = new CodeTranslator(program, this, frame, givesWritten(lambda.body()), false);
        int captures = lambda.captures().size();
        int[] capturedSlots = new int[captures];
        FrameLayout.Kind[] capturedKinds = new FrameLayout.Kind[captures];
        for (int i = 0; i < captures; i++) {
            capturedSlots[i] = lambda.captures().get(i).inner();
            capturedKinds[i] = frame.layout().kind(capturedSlots[i]);
        }
        List<Integer> slots = lambda.parameterSlots();
        int used = 0;
        for (int slot : slots) {
            used += slot >= 0 ? 1 : 0;
        }
        ParameterNode[] parameters = new ParameterNode[used];
        for (int i = 0, next = 0; i < slots.size(); i++) {
            if (slots.get(i) >= 0) {
                parameters[next++] = new ParameterNode(i, slots.get(i), frame.layout().kind(slots.get(i)), null);
            }
        }
        DecantNode body = body(codes, lambda.body());
        return new BlockRootNode(program.language(), frame.describe(),
                identity(lambda.name(), lambda.span(), frame), capturedSlots, capturedKinds, parameters, body);
    }

    /// The value of a file's constant.
    public DecantRootNode translate(GlobalConstant constant) {
        FrameSlots frame = new FrameSlots(constant.frame(), ParameterSlots.none());
        CodeTranslator codes = new CodeTranslator(program, this, frame, false, false);
        DecantNode body = body(codes, constant.value());
        return new RoutineRootNode(program.language(), frame.describe(),
                identity(constant.name(), constant.span(), frame), new ParameterNode[0], body);
    }

    private static DecantNode body(CodeTranslator codes, Code code) {
        return new BodyNode(codes.step(code)).at(code.span());
    }

    private CodeIdentity identity(String name, Span span, FrameSlots frame) {
        return new CodeIdentity(name, program.source(span.source()), span, frame.layout(), frame.parameters());
    }

    /// Whether a branch gives what it has written, so that it is over when its output takes no more.
    private static boolean givesWritten(Code body) {
        return body instanceof Code.Sequence sequence && !sequence.steps().isEmpty()
                && sequence.type().resolved() == Type.TOKENS
                && sequence.steps().getLast() instanceof Code.CallBuiltin call && call.builtin().name().equals("written");
    }
}

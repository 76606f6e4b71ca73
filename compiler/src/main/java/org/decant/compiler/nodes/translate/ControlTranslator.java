package org.decant.compiler.nodes.translate;

import com.oracle.truffle.api.frame.FrameSlotKind;
import java.util.List;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.control.BreakNode;
import org.decant.compiler.nodes.control.ContinueNode;
import org.decant.compiler.nodes.control.ForNode;
import org.decant.compiler.nodes.control.ForRangeNode;
import org.decant.compiler.nodes.control.IfNode;
import org.decant.compiler.nodes.control.MatchNode;
import org.decant.compiler.nodes.control.NothingNode;
import org.decant.compiler.nodes.control.ReturnNode;
import org.decant.compiler.nodes.control.SequenceNode;
import org.decant.compiler.nodes.control.WhileNode;
import org.decant.compiler.nodes.pattern.AnythingMatcherNode;
import org.decant.compiler.nodes.pattern.BindMatcherNode;
import org.decant.compiler.nodes.pattern.DestructureNode;
import org.decant.compiler.nodes.pattern.EqualMatcherNode;
import org.decant.compiler.nodes.pattern.MatcherNode;
import org.decant.compiler.nodes.pattern.PartsMatcherNode;
import org.decant.compiler.typed.Code;
import org.decant.compiler.typed.FrameLayout;
import org.decant.compiler.typed.Matcher;
import org.decant.compiler.types.Type;

/// Makes nodes of sequences, conditions, loops and patterns.
final class ControlTranslator {
    private final CodeTranslator codes;
    private final FrameSlots frame;

    ControlTranslator(CodeTranslator codes, FrameSlots frame) {
        this.codes = codes;
        this.frame = frame;
    }

    DecantNode sequence(Code.Sequence sequence) {
        List<Code> steps = sequence.steps();
        if (steps.isEmpty()) {
            return new NothingNode();
        }
        DecantNode[] nodes = new DecantNode[steps.size() - 1];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = codes.stepBefore(steps.get(i));
        }
        DecantNode last = codes.step(steps.getLast());
        return nodes.length == 0 ? last : new SequenceNode(nodes, last);
    }

    DecantNode destructure(Code.Destructure take) {
        return new DestructureNode(matcher(take.pattern()), codes.translate(take.value()));
    }

    DecantNode branch(Code.If one) {
        DecantNode otherwise = one.otherwise() == null ? new NothingNode() : codes.step(one.otherwise());
        return new IfNode(codes.translate(one.condition()), codes.step(one.then()), otherwise);
    }

    DecantNode loop(Code.While loop) {
        return new WhileNode(codes.translate(loop.condition()), codes.stepBefore(loop.body()), codes.variables(loop.outerSlots()));
    }

    DecantNode loop(Code.For loop) {
        if (loop.sequence() instanceof Code.CallBuiltin range && range.builtin().name().equals("operator_range")
                && !(loop.pattern() instanceof Matcher.EqualTo)) {
            int slot = loop.pattern() instanceof Matcher.Bind bind ? bind.slot() : -1;
            if (slot < 0 || frame.layout().kind(slot) == FrameLayout.Kind.LONG) {
                DecantNode from = codes.translate(range.arguments().get(0));
                DecantNode to = codes.translate(range.arguments().get(1));
                return new ForRangeNode(slot, from, to, codes.stepBefore(loop.body()), frame.add(FrameSlotKind.Long),
                        frame.add(FrameSlotKind.Long), codes.variables(loop.outerSlots()));
            }
        }
        return new ForNode(matcher(loop.pattern()), codes.translate(loop.sequence()), codes.stepBefore(loop.body()),
                frame.add(FrameSlotKind.Object), frame.add(FrameSlotKind.Int), codes.variables(loop.outerSlots()));
    }

    DecantNode match(Code.Match match) {
        int count = match.arms().size();
        MatcherNode[] patterns = new MatcherNode[count];
        DecantNode[] guards = new DecantNode[count];
        DecantNode[] bodies = new DecantNode[count];
        for (int i = 0; i < count; i++) {
            Code.Match.Arm arm = match.arms().get(i);
            patterns[i] = matcher(arm.pattern());
            guards[i] = arm.guard() == null ? null : codes.translate(arm.guard());
            bodies[i] = codes.step(arm.body());
        }
        return new MatchNode(codes.translate(match.subject()), patterns, guards, bodies);
    }

    DecantNode giveBack(Code.Return one) {
        return new ReturnNode(one.value() == null ? null : codes.translate(one.value()));
    }

    DecantNode leaveLoop() {
        return new BreakNode();
    }

    DecantNode nextRound() {
        return new ContinueNode();
    }

    private MatcherNode matcher(Matcher pattern) {
        return switch (pattern) {
            case Matcher.Anything ignored -> new AnythingMatcherNode();
            case Matcher.Bind bind -> new BindMatcherNode(bind.slot(), frame.layout().kind(bind.slot()),
                    bind.type().resolved() instanceof Type.Nullable);
            case Matcher.EqualTo equal -> new EqualMatcherNode(equal.value().value());
            case Matcher.Tuple tuple -> new PartsMatcherNode(false, matchers(tuple.elements()));
            case Matcher.Record record -> new PartsMatcherNode(true, matchers(record.fields()));
        };
    }

    private MatcherNode[] matchers(List<Matcher> patterns) {
        MatcherNode[] nodes = new MatcherNode[patterns.size()];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = matcher(patterns.get(i));
        }
        return nodes;
    }
}

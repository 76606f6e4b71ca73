package org.decant.compiler.nodes.translate;

import java.util.ArrayList;
import java.util.List;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.Program;
import org.decant.compiler.nodes.decoding.BothNode;
import org.decant.compiler.nodes.decoding.BranchesNode;
import org.decant.compiler.nodes.decoding.DraftNode;
import org.decant.compiler.nodes.decoding.EachNode;
import org.decant.compiler.nodes.decoding.EmitNode;
import org.decant.compiler.nodes.decoding.ForkNode;
import org.decant.compiler.nodes.decoding.GenerateNode;
import org.decant.compiler.nodes.decoding.ParallelForNode;
import org.decant.compiler.nodes.decoding.RunOptionsNode;
import org.decant.compiler.nodes.decoding.RunStrategyNode;
import org.decant.compiler.nodes.decoding.RunStrategyValueNode;
import org.decant.compiler.nodes.decoding.VerifyNode;
import org.decant.compiler.nodes.decoding.Written;
import org.decant.compiler.typed.Branching;
import org.decant.compiler.typed.Code;
import org.decant.compiler.typed.Lambda;

/// Makes nodes of what decoding has of its own: writing, drafts and verification, branches, strategies that run
/// strategies.
final class DecodingTranslator {
    private final CodeTranslator codes;
    private final Program program;
    private final boolean endsBody;

    DecodingTranslator(CodeTranslator codes, Program program, boolean endsBody) {
        this.codes = codes;
        this.program = program;
        this.endsBody = endsBody;
    }

    DecantNode emit(Code.Emit emit) {
        return new EmitNode(Written.of(emit.value().type()), codes.translate(emit.value()), endsBody);
    }

    DecantNode generate(Code.Generate generate) {
        return new GenerateNode(Written.of(generate.body().type()), codes.stepBefore(generate.body()),
                codes.variables(generate.outerSlots()));
    }

    DecantNode draft(Code.Draft draft) {
        return new DraftNode(codes.translate(draft.shape()), codes.translate(draft.from()),
                codes.translate(draft.proposal()), prologue(draft.branching()), branches(draft.branching(), false));
    }

    DecantNode verify(Code.Verify verify) {
        return new VerifyNode(codes.translate(verify.tree()), codes.translate(verify.model()),
                codes.translate(verify.rule()));
    }

    DecantNode each(Code.Each each) {
        return new EachNode(each.builtin(), codes.translateAll(each.arguments()), each.blockIndex(),
                codes.translate(each.block()), prologue(each.branching()), branches(each.branching(), false));
    }

    DecantNode fork(Code.Fork fork) {
        return new ForkNode(codes.translate(fork.count()), codes.translate(fork.body()),
                new BranchesNode(true, true, program.branchThreads()));
    }

    DecantNode parallelFor(Code.ParallelFor loop) {
        return new ParallelForNode(codes.translate(loop.sequence()), codes.translate(loop.body()),
                prologue(loop.branching()), branches(loop.branching(), true));
    }

    DecantNode both(Code.Both both) {
        return new BothNode(codes.translate(both.first()), codes.translate(both.second()), program.branchThreads());
    }

    private BranchesNode branches(Branching branching, boolean writes) {
        return new BranchesNode(branching.mode() == Branching.Mode.SIDE_BY_SIDE, writes, program.branchThreads());
    }

    private DecantNode prologue(Branching branching) {
        Lambda prologue = branching.prologue();
        return prologue == null ? null : codes.closure(prologue).at(prologue.span());
    }

    DecantNode run(Code.RunStrategy run) {
        return new RunStrategyNode(program, run.routine(), codes.translateAll(run.arguments()),
                options(run.tokens(), run.stop(), run.from()), endsBody, endsStrategy(run.tokens(), run.stop(), run.from()));
    }

    DecantNode run(Code.RunStrategyValue run) {
        List<Code> arguments = new ArrayList<>(run.positional());
        arguments.addAll(run.named());
        return new RunStrategyValueNode(codes.translate(run.strategy()), codes.translateAll(arguments),
                run.names().toArray(String[]::new), options(run.tokens(), run.stop(), run.from()), endsBody,
                endsStrategy(run.tokens(), run.stop(), run.from()));
    }

    /// Whether a run with these options writes all that is still to be written.
    private boolean endsStrategy(Code tokens, Code stop, Code from) {
        return codes.endsStrategy() && tokens == null && stop == null && from == null;
    }

    private RunOptionsNode options(Code tokens, Code stop, Code from) {
        return new RunOptionsNode(optional(tokens), optional(stop), optional(from));
    }

    private DecantNode optional(Code code) {
        return code == null ? null : codes.translate(code);
    }
}

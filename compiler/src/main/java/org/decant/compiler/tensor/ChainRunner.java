package org.decant.compiler.tensor;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.random.Draws;
import org.decant.runtime.tensor.program.CompiledProgram;
import org.decant.runtime.tensor.program.Execution;
import org.decant.runtime.tensor.program.ProgramFailure;
import org.decant.runtime.tensor.program.Simplification;
import org.decant.runtime.tensor.program.Target;
import org.decant.runtime.tensor.program.TensorProgram;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// Runs a chain on a target. Programs are right for ordinary numbers; where a parameter or a score is not, the runner declines,
/// and who asked it takes the chain's steps one by one, which know what to do with them, or whose fault they are. It declines the
/// first times too, for what runs only a few times is done before a program is made; not where choices are enumerated, for runs that
/// are repeated must come to the same numbers to the last bit.
public final class ChainRunner {
    /// What there was compiled, so that equal chains of several scripts and engines are compiled once.
    private static final Map<Key, CompiledProgram> COMPILED = new ConcurrentHashMap<>();

    /// @param text of the program as it was written
    private record Key(Target target, String text) {}

    private final Chain chain;
    private final Target target;
    /// Counted roughly where there are threads.
    private int runs;
    private volatile CompiledProgram program;
    private volatile CompiledProgram distribution;

    public ChainRunner(Chain chain, Target target) {
        this.chain = chain;
        this.target = target;
    }

    private CompiledProgram compiled(TensorProgram written) {
        return COMPILED.computeIfAbsent(new Key(target, written.toString()), key -> target.compile(Simplification.of(written)));
    }

    private CompiledProgram program() {
        if (program == null) {
            program = compiled(chain.program());
        }
        return program;
    }

    private CompiledProgram distribution() {
        if (distribution == null) {
            distribution = compiled(chain.distribution());
        }
        return distribution;
    }

    /// The chain's value; null where the runner declines.
    ///
    /// @param leaves the values of the leaves, in order
    public Object run(Draws draws, Object[] leaves) {
        if (runs < target.runsBefore() && !draws.enumerated()) {
            runs++;
            return null;
        }
        Vocabulary vocabulary = vocabulary(leaves);
        Object[] inputs = vocabulary == null ? null : inputs(leaves);
        if (inputs == null) {
            return null;
        }
        try {
            return chain.draws() ? draws.sample(new Drawing(vocabulary, inputs))
                    : run(program(), vocabulary, inputs, chain.result(), Double.NaN);
        } catch (ProgramFailure notOrdinary) {
            return null;
        }
    }

    /// What all scores are for; null where that is not one vocabulary, or a leaf is none for programs.
    private Vocabulary vocabulary(Object[] leaves) {
        Vocabulary vocabulary = null;
        for (int i = 0; i < leaves.length; i++) {
            Vocabulary own = vocabulary;
            switch (chain.leaves().get(i).kind()) {
                case LOGITS -> {
                    Logits logits = (Logits) leaves[i];
                    own = logits.drawn() ? logits.vocabulary() : null;
                }
                case DISTRIBUTION -> own = ((Dist) leaves[i]).vocabulary();
                case NUMBER -> {
                    if (!chain.leaves().get(i).ordinary().test(((Number) leaves[i]).doubleValue())) {
                        return null;
                    }
                }
            }
            if (vocabulary != null && own != vocabulary || own == null && chain.leaves().get(i).kind() != Chain.Kind.NUMBER) {
                return null;
            }
            vocabulary = own;
        }
        return vocabulary;
    }

    /// What the program is given: arrays and numbers; null where there was an error, which the step that reads it makes again.
    private Object[] inputs(Object[] leaves) {
        Object[] inputs = new Object[leaves.length];
        try {
            for (int i = 0; i < leaves.length; i++) {
                inputs[i] = switch (chain.leaves().get(i).kind()) {
                    case LOGITS -> ((Logits) leaves[i]).values();
                    case DISTRIBUTION -> ((Dist) leaves[i]).logProbabilities();
                    case NUMBER -> leaves[i];
                };
            }
        } catch (DecantException placedByTheStep) {
            return null;
        }
        return inputs;
    }

    private static Object run(CompiledProgram program, Vocabulary vocabulary, Object[] inputs, Chain.Result result,
                              double uniform) {
        try (Execution execution = program.start()) {
            for (int i = 0; i < inputs.length; i++) {
                if (inputs[i] instanceof double[] values) {
                    execution.vector(i, values);
                } else {
                    execution.number(i, ((Number) inputs[i]).doubleValue());
                }
            }
            if (inputs.length < program.program().inputs().size()) {
                execution.number(inputs.length, uniform);
            }
            execution.run();
            return switch (result) {
                case TOKEN -> vocabulary.token((int) execution.number(0));
                case NUMBER -> execution.number(0);
                case DISTRIBUTION -> {
                    double[] logProbabilities = new double[execution.size(0)];
                    execution.copy(0, logProbabilities);
                    yield Dist.ofLogProbabilities(vocabulary, logProbabilities);
                }
            };
        }
    }

    /// The token at the end of a chain that draws.
    private final class Drawing implements Draws.OpenDraw {
        private final Vocabulary vocabulary;
        private final Object[] inputs;

        Drawing(Vocabulary vocabulary, Object[] inputs) {
            this.vocabulary = vocabulary;
            this.inputs = inputs;
        }

        @Override
        public Dist dist() {
            return (Dist) ChainRunner.run(distribution(), vocabulary, inputs, Chain.Result.DISTRIBUTION, Double.NaN);
        }

        @Override
        public Token at(double uniform) {
            return (Token) ChainRunner.run(program(), vocabulary, inputs, Chain.Result.TOKEN, uniform);
        }
    }
}

package org.decant.bench.sampling;

import org.decant.compiler.library.ModuleFinder;
import org.decant.compiler.library.StrategyLibrary;
import org.decant.compiler.tensor.ChainFinder;
import org.decant.compiler.tensor.ChainRunner;
import org.decant.compiler.typed.Module;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.distribution.LogitArithmetic;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.distribution.MinP;
import org.decant.runtime.distribution.Reweighting;
import org.decant.runtime.distribution.Temper;
import org.decant.runtime.distribution.TopK;
import org.decant.runtime.distribution.TopP;
import org.decant.runtime.random.Draws;
import org.decant.runtime.tensor.cpu.CpuTarget;
import org.decant.runtime.vocabulary.Token;

/// The chains that are measured, as a script writes them on the logits `x` and `y`, one step after the other, and by hand.
public enum SampledChain {
    SAMPLE("sample(x |> temper(0.7) |> softmax |> top_k(40) |> top_p(0.9))") {
        @Override
        Token steps(Logits x, Logits y, Draws draws) {
            Dist dist = Temper.of(0.7).of(x, null).softmax();
            return draws.sample(TopP.of(0.9).of(TopK.of(40).of(dist, null), null));
        }

        @Override
        int byHand(double[] x, double[] y, Draws draws) {
            return ByHand.sample(x, 0.7, 40, 0.9, draws.uniform());
        }
    },
    NUCLEUS("sample(x |> temper(0.7) |> softmax |> top_p(0.9))") {
        @Override
        Token steps(Logits x, Logits y, Draws draws) {
            return draws.sample(TopP.of(0.9).of(Temper.of(0.7).of(x, null).softmax(), null));
        }

        @Override
        int byHand(double[] x, double[] y, Draws draws) {
            return ByHand.sample(x, 0.7, x.length, 0.9, draws.uniform());
        }
    },
    MIN_P("sample(softmax(x) |> min_p(0.05))") {
        @Override
        Token steps(Logits x, Logits y, Draws draws) {
            return draws.sample(MinP.of(0.05).of(x.softmax(), null));
        }

        @Override
        int byHand(double[] x, double[] y, Draws draws) {
            return ByHand.minP(x, 0.05, draws.uniform());
        }
    },
    CONTRAST("argmax(log(softmax(x) |> min_p(0.1)) - 0.5 * log_softmax(y))") {
        @Override
        Token steps(Logits x, Logits y, Draws draws) {
            Logits plausible = MinP.of(0.1).of(x.softmax(), null).logits();
            return LogitArithmetic.subtract(plausible, LogitArithmetic.scale(y.softmax().logits(), 0.5)).argmax();
        }

        @Override
        int byHand(double[] x, double[] y, Draws draws) {
            return ByHand.contrast(x, y, 0.1, 0.5);
        }
    },
    MIX("sample(mix(softmax(x), softmax(y), 0.3))") {
        @Override
        Token steps(Logits x, Logits y, Draws draws) {
            return draws.sample(Reweighting.mixture(x.softmax(), y.softmax(), 0.3));
        }

        @Override
        int byHand(double[] x, double[] y, Draws draws) {
            return ByHand.mix(x, y, 0.3, draws.uniform());
        }
    };

    private final String script;

    SampledChain(String script) {
        this.script = script;
    }

    String script() {
        return script;
    }

    abstract Token steps(Logits x, Logits y, Draws draws);

    abstract int byHand(double[] x, double[] y, Draws draws);

    /// Its program, compiled for the processor; its leaves are x, then y where it has one.
    ChainRunner runner() {
        Module module = new ModuleFinder(new StrategyLibrary(SampledChain.class.getClassLoader())).checker()
                .check(new SourceText("chain.decode", "strategy chain(a: Model, b: Model) {\nlet x = a(output)\nlet y = b(output)\nemit "
                        + script + "\n}"));
        return new ChainRunner(ChainFinder.all(module.strategies().get("chain").body()).getFirst(), CpuTarget.INSTANCE);
    }

    /// How many logits it reads.
    int leaves() {
        return script.contains("(y)") ? 2 : 1;
    }
}

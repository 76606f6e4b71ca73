package org.decant.bench.llama;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.Batcher;
import org.decant.runtime.model.llama.LlamaModel;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.Token;

/// Measures this project's engine through the interface that strategies use.
final class EngineMeasurement {
    private static final int CONTEXT = 64;

    private EngineMeasurement() {
    }

    /// @param repeats medians are taken of this many runs
    static Speeds measure(Path file, int[] sizes, int prompt, int repeats) {
        LlamaModel model = LlamaModel.open(file, LlamaModel.Options.STANDARD, null, part -> {});
        Random random = new Random(1);
        double[] passes = new double[sizes.length];
        // The first seconds are spent in code that is not compiled yet.
        warmUp(model, sizes, random);
        Session session = new Session();
        Batcher batcher = session.bind(model);
        Context trunk = grow(session.root(model.vocabulary()), CONTEXT, model, random);
        batcher.logits(trunk).values();
        for (int i = 0; i < sizes.length; i++) {
            int size = sizes[i];
            passes[i] = median(repeats, run -> pass(batcher, trunk, size, model, random));
        }
        // Decoding asks for the likeliest token; the rest of the time is the engine's.
        double decode = median(repeats, run -> {
            int tokens = 16;
            Context at = grow(trunk, 1, model, random);
            long start = System.nanoTime();
            for (int token = 0; token < tokens; token++) {
                at = at.plus(batcher.logits(at).argmax());
            }
            return seconds(start) / tokens;
        });
        double prefill = median(Math.max(3, repeats / 4), run -> prefill(model, prompt, random));
        return new Speeds(1 / decode, prompt / prefill, sizes, passes);
    }

    private static void warmUp(LlamaModel model, int[] sizes, Random random) {
        long end = System.nanoTime() + 12_000_000_000L;
        Session session = new Session();
        Batcher batcher = session.bind(model);
        Context trunk = grow(session.root(model.vocabulary()), CONTEXT, model, random);
        while (System.nanoTime() < end) {
            for (int size : sizes) {
                pass(batcher, trunk, size, model, random);
                pass(batcher, trunk, 1, model, random);
            }
            prefill(model, 128, random);
        }
    }

    /// Seconds of a pass over a new chain of `size` tokens behind `trunk`, all of whose logits are asked for.
    private static double pass(Batcher batcher, Context trunk, int size, LlamaModel model, Random random) {
        List<Context> chain = new ArrayList<>();
        Context at = trunk;
        for (int i = 0; i < size; i++) {
            at = grow(at, 1, model, random);
            chain.add(at);
        }
        long start = System.nanoTime();
        chain.forEach(batcher::issue);
        batcher.logits(at).values();
        return seconds(start);
    }

    private static double prefill(LlamaModel model, int prompt, Random random) {
        Session session = new Session();
        Context at = grow(session.root(model.vocabulary()), prompt, model, random);
        long start = System.nanoTime();
        session.bind(model).logits(at).values();
        return seconds(start);
    }

    private static Context grow(Context from, int tokens, LlamaModel model, Random random) {
        Context at = from;
        for (int i = 0; i < tokens; i++) {
            Token token = model.vocabulary().token(random.nextInt(model.vocabulary().size() - 256));
            at = at.plus(token);
        }
        return at;
    }

    static double median(int repeats, IntToDoubleFunction run) {
        double[] results = new double[repeats];
        for (int i = 0; i < repeats; i++) {
            results[i] = run.applyAsDouble(i);
        }
        return Speeds.median(results);
    }

    static double seconds(long start) {
        return (System.nanoTime() - start) * 1e-9;
    }
}

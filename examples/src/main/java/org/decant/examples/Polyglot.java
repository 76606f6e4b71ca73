package org.decant.examples;

import org.decant.compiler.host.RunRequest;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.model.ForwardModel;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;

/// Decant as one of the languages of a GraalVM polyglot program.
public final class Polyglot {

    private Polyglot() {
    }

    /// Functions of a script take and give plain values.
    public static double perplexity(double... logProbabilities) {
        try (Context context = Context.create("decant")) {
            Value script = context.eval("decant", """
                    function perplexity(sum: Float, count: Int) -> Float { exp(-sum / count) }
                    """);
            double sum = 0;
            for (double one : logProbabilities) {
                sum += one;
            }
            return script.getMember("perplexity").execute(sum, logProbabilities.length).asDouble();
        }
    }

    /// Strategies are run with a request.
    public static String greedy(ForwardModel model, String prompt) {
        try (Context context = Context.newBuilder("decant").allowCreateThread(true).build()) {
            Value script = context.eval("decant", """
                    import greedy
                    strategy start(target: Model) { run greedy(target, tokens: 5) }
                    """);
            RunResult result = script.getMember("start").execute(RunRequest.builder()
                    .argument("target", model).prompt(prompt).build()).asHostObject();
            return result.text();
        }
    }
}

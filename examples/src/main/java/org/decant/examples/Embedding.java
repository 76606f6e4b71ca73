package org.decant.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.decant.compiler.host.Decant;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.compiler.host.RunRequest;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.data.RecordValue;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.Diagnostic;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.run.ModelCost;
import org.decant.runtime.run.Output;

/// What programs do with Decant, a method for each: an engine and a model are opened once and shared.
public final class Embedding {
    private final Decant decant;
    private final ForwardModel stories;

    /// @param decant the engine, which the caller closes
    public Embedding(Decant decant) {
        this.decant = decant;
        this.stories = decant.catalog().open("ngram:builtin", null);
    }

    public static void main(String[] arguments) throws Exception {
        try (Decant decant = Decant.create()) {
            Embedding embedding = new Embedding(decant);
            System.out.println("A story:" + embedding.story("Once upon a time"));
            System.out.print("As it is written:");
            embedding.stream("Once upon a time", System.out::print);
            System.out.println();
            embedding.ranked("The old woman").forEach((text, score) -> System.out.printf("%.3f:%s%n", score, text));
            System.out.println(embedding.cost("Once upon a time"));
            embedding.several(List.of("The king", "The queen")).forEach(text -> System.out.println("-" + text));
            embedding.mistakes("strategy s(target: Model) { emit argmx(target(output)) }").forEach(System.out::println);
            System.out.println("In a tenth of a second:" + embedding.within(Duration.ofMillis(100), "One day").text());
        }
    }

    /// A strategy of the library, run once.
    public String story(String prompt) {
        LoadedStrategy nucleus = decant.strategy("nucleus");
        RunResult result = nucleus.run(RunRequest.builder()
                .argument("target", stories)
                .argument("p", 0.8)
                .prompt(prompt)
                .maxTokens(40)
                .seed(7)
                .build());
        return result.text();
    }

    /// Text as soon as it is certain.
    public void stream(String prompt, Output.TextListener listener) {
        decant.strategy("greedy").run(RunRequest.builder()
                .argument("target", stories)
                .prompt(prompt)
                .maxTokens(20)
                .stop(".")
                .listener(listener)
                .build());
    }

    /// A strategy of the program's own, and what it returns: texts with their scores, best first.
    public Map<String, Double> ranked(String prompt) {
        LoadedStrategy likeliest = decant.loadText("likeliest.decode", resource("likeliest.decode")).main();
        RunResult result = likeliest.run(RunRequest.builder()
                .argument("target", stories)
                .argument("samples", 3)
                .prompt(prompt)
                .maxTokens(12)
                .build());
        Map<String, Double> ranked = new LinkedHashMap<>();
        for (Object one : (List<?>) result.value()) {
            RecordValue scored = (RecordValue) one;
            ranked.put((String) scored.get("text"), (Double) scored.get("score"));
        }
        return ranked;
    }

    private static String resource(String name) {
        try (InputStream stream = Embedding.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// What a run has cost.
    public String cost(String prompt) {
        RunResult result = decant.strategy("speculative").run(RunRequest.builder()
                .argument("target", stories)
                .argument("drafter", decant.catalog().open("ngram:builtin?order=2", stories.vocabulary()))
                .prompt(prompt)
                .maxTokens(40)
                .build());
        ModelCost target = result.models().getFirst();
        return "%d tokens in %d passes of %s; %d of %d drafted tokens accepted".formatted(result.tokens().size(),
                target.passes(), target.model(), result.drafts().accepted(), result.drafts().drafted());
    }

    /// Runs side by side. Each seed decides its run, however threads are scheduled.
    public List<String> several(List<String> prompts) throws InterruptedException, ExecutionException {
        LoadedStrategy nucleus = decant.strategy("nucleus");
        List<Callable<String>> runs = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            RunRequest request = RunRequest.builder().argument("target", stories).prompt(prompts.get(i)).maxTokens(20)
                    .seed(i).build();
            runs.add(() -> nucleus.run(request).text());
        }
        List<String> texts = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<String> text : threads.invokeAll(runs)) {
                texts.add(text.get());
            }
        }
        return texts;
    }

    /// What is wrong with a script, as an editor would show it; empty where nothing is.
    public List<String> mistakes(String script) {
        try {
            decant.loadText("edited.decode", script);
            return List.of();
        } catch (DecantException wrong) {
            return wrong.diagnostics().stream().map(Embedding::mistake).toList();
        }
    }

    private static String mistake(Diagnostic diagnostic) {
        String place = diagnostic.span() == null ? "" : diagnostic.span().line() + ":" + diagnostic.span().column() + ": ";
        return place + diagnostic.message() + (diagnostic.hint() == null ? "" : " (" + diagnostic.hint() + ")");
    }

    /// As much as can be written in a time. What a cancelled run has written until then is its result.
    public RunResult within(Duration limit, String prompt) {
        RunRequest request = RunRequest.builder()
                .argument("target", stories)
                .prompt(prompt)
                .maxTokens(Integer.MAX_VALUE)
                .build();
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            Future<?> end = clock.schedule(request::cancel, limit.toMillis(), TimeUnit.MILLISECONDS);
            RunResult result = decant.loadText("endless.decode", resource("endless.decode")).main().run(request);
            end.cancel(false);
            return result;
        }
    }
}

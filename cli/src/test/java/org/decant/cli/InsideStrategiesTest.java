package org.decant.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.decant.compiler.host.Decant;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.compiler.host.RunRequest;
import org.decant.compiler.host.RunResult;
import org.decant.models.task.Split;
import org.decant.models.task.TaskExample;
import org.decant.models.task.Tasks;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.ModelCatalog;
import org.junit.jupiter.api.Test;

/// The effects that papers claim for strategies that look inside the target, on the built-in one.
class InsideStrategiesTest {
    private static final Decant DECANT = Decant.create();
    private static final ForwardModel TARGET = ModelCatalog.standard().open("builtin:target", null);
    private static final int TOKENS = 40;

    private static List<TaskExample> stories(int count) {
        return Tasks.named("story").examples(Split.TEST, count, 1);
    }

    /// Stories one after the other.
    private static String reading(int count) {
        return stories(count).stream().map(example -> example.prompt() + " " + example.references().getFirst())
                .collect(Collectors.joining("\n\n"));
    }

    private static RunResult run(LoadedStrategy strategy, String prompt, Map<String, Object> arguments) {
        RunRequest.Builder request = RunRequest.builder().prompt(prompt).maxTokens(TOKENS).seed(3).argument("target", TARGET);
        arguments.forEach(request::argument);
        return strategy.run(request.build());
    }

    private static LoadedStrategy script(String text) {
        return DECANT.loadText("effect.decode", text).main();
    }

    /// What drafts gave on a few stories.
    private record Drafts(long tokens, long passes, long drafted, long accepted) {

        static Drafts of(LoadedStrategy strategy) {
            long tokens = 0;
            long passes = 0;
            long drafted = 0;
            long accepted = 0;
            for (TaskExample story : stories(4)) {
                RunResult result = run(strategy, story.prompt(), Map.of());
                tokens += result.tokens().size();
                passes += result.models().getFirst().passes();
                drafted += result.drafts().drafted();
                accepted += result.drafts().accepted();
            }
            return new Drafts(tokens, passes, drafted, accepted);
        }

        double tokensPerPass() {
            return tokens / (double) passes;
        }

        double acceptance() {
            return accepted / (double) drafted;
        }
    }

    private static void tell(String format, Object... figures) {
        System.out.println(String.format(Locale.ROOT, format, figures));
    }

    @Test
    void layerSkipWritesSeveralTokensForEachPassOfAllLayers() {
        Drafts drafts = Drafts.of(DECANT.strategy("layer_skip"));
        tell("layer_skip: %.2f tokens a pass of all layers, %.0f %% of the drafts of half of them accepted",
                drafts.tokensPerPass(), 100 * drafts.acceptance());
        assertTrue(drafts.tokensPerPass() > 1.5);
    }

    @Test
    void headsOfTheTargetSparePasses() {
        Drafts exact = Drafts.of(DECANT.strategy("medusa"));
        Drafts typical = Drafts.of(DECANT.strategy("medusa_typical"));
        tell("medusa: %.2f tokens a pass, %.2f with typical acceptance", exact.tokensPerPass(), typical.tokensPerPass());
        assertTrue(exact.tokensPerPass() > 1.25 && typical.tokensPerPass() > 1.25);
    }

    @Test
    void cachesOfFourBitsDraftBetterThanSparseOnes() {
        Drafts rounded = Drafts.of(DECANT.strategy("quantized_self"));
        Drafts sparse = Drafts.of(script("""
                import speculative
                strategy sparse(target: Model) { run speculative(target, target.window(8, 4)) }
                """));
        tell("quantized_self: %.0f %% of the drafts accepted, %.2f tokens a pass; with a sparse cache %.0f %%",
                100 * rounded.acceptance(), rounded.tokensPerPass(), 100 * sparse.acceptance());
        assertTrue(rounded.acceptance() > 0.6 && rounded.acceptance() > sparse.acceptance());
    }

    @Test
    void tokensThatSkipLayersLiveOnThoseThatDidNot() {
        @SuppressWarnings("unchecked")
        List<Double> distances = (List<Double>) run(script("""
                import skip_decode
                /// How far the distributions of tokens that skip most layers are from those of all layers: where the tokens before
                /// them have skipped fewer and fewer, and where all have.
                strategy distances(target: Model, few: Int = 2) -> List<Float> {
                  let (from, to) = (div(prompt.length, 2), prompt.length)
                  let counts = (0 .. to).map { i -> if i < from { target.layers } else { few } }
                  let late = target.skip_by_position(counts.map { count -> middle(target.layers, count, 1) })
                  let always = target.skip(middle(target.layers, few, 1))
                  let contexts = (from .. to).map { size -> prompt.prefix(size) }
                  return [late, always].map { view -> mean(contexts.map { at -> kl(softmax(target(at)), softmax(view(at))) }) }
                }
                """), reading(2), Map.of()).value();
        tell("skip_decode: %.3f nats from all layers, %.3f where the tokens before have skipped as many", distances.get(0),
                distances.get(1));
        assertTrue(distances.get(0) < distances.get(1));
    }

    @Test
    void whatFiltersKeepIsWorthMore() {
        @SuppressWarnings("unchecked")
        List<Double> distances = (List<Double>) run(script("""
                import kv_filter
                /// How far the distributions of views that see 32 positions are from those of the whole model.
                strategy distances(target: Model) -> List<Float> {
                  let contexts = (64 .. prompt.length).map { size -> prompt.prefix(size) }
                  let filters = query_filters(target, contexts)
                  let views = [
                    target.window(28, 4),
                    target.window_along(filters, 16, 16),
                    target.window_along(filters.map { filter -> -filter }, 16, 16),
                    target.window_attended(16, 16, 16)
                  ]
                  return views.map { view -> mean(contexts.map { at -> kl(softmax(target(at)), softmax(view(at))) }) }
                }
                """), reading(3), Map.of()).value();
        tell("kv_filter: 32 positions seen, nats from all: window %.3f, filters %.3f (turned round %.3f), attention %.3f",
                distances.toArray());
        assertTrue(distances.get(1) < distances.get(2), "filters know which keys are asked for");
        assertTrue(distances.get(3) < distances.get(0), "what was attended to is worth more than a window");
    }
}

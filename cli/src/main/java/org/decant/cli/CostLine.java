package org.decant.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.decant.runtime.run.DraftCost;
import org.decant.runtime.run.ModelCost;

/// What a run cost, on one line.
final class CostLine {

    /// What drafting gave, of one run or several.
    record Drafts(long drafted, long accepted, long verifications) {

        static Drafts of(DraftCost cost) {
            return new Drafts(cost.drafted(), cost.accepted(), cost.verifications());
        }

        Drafts plus(Drafts other) {
            return new Drafts(drafted + other.drafted, accepted + other.accepted, verifications + other.verifications);
        }
    }

    private CostLine() {
    }

    /// @param tokens  how many tokens the run wrote
    /// @param end     why it took no more; null where the strategy ended by itself
    /// @param models  in the order they were first called, the target usually first
    /// @param seconds from the strategy's start to its end
    /// @param rest    what else is to be said
    static String of(int tokens, String end, List<ModelCost> models, Drafts draft, double seconds, List<String> rest) {
        List<String> parts = new ArrayList<>();
        parts.add(count(tokens, "token") + (end == null ? "" : " (" + end + ")"));
        for (ModelCost model : models) {
            String passes = shortened(model.model()) + " " + count(model.passes(), "pass");
            parts.add(model == models.getFirst() ? passes + tokensForEach(tokens, models) : passes);
        }
        if (draft.verifications() > 0) {
            parts.add(String.format(Locale.ROOT, "drafted %d, accepted %d%s in %s", draft.drafted(), draft.accepted(),
                    draft.drafted() == 0 ? "" : " (" + Math.round(100.0 * draft.accepted() / draft.drafted()) + " %)",
                    count(draft.verifications(), "verification")));
        }
        if (!models.isEmpty() && models.getFirst().readPositions() > 0) {
            Speeds speeds = Speeds.of(tokens, models, seconds);
            parts.add(String.format(Locale.ROOT, "prefill %d tokens, %.0f tokens/s", speeds.prefillTokens(), speeds.prefill()));
            parts.add(String.format(Locale.ROOT, "decode %.1f tokens/s", speeds.decode()));
        }
        parts.add(seconds > 0 ? String.format(Locale.ROOT, "%.2f s, %.0f tokens/s", seconds, tokens / seconds)
                : String.format(Locale.ROOT, "%.2f s", seconds));
        parts.addAll(rest);
        return String.join(" · ", parts);
    }

    /// What each pass of the first model wrote, those of its views among them.
    private static String tokensForEach(int tokens, List<ModelCost> models) {
        ModelCost main = models.getFirst();
        double all = models.stream().filter(model -> model.whole() == main.whole()).mapToDouble(ModelCost::wholePasses).sum();
        if (all == 0) {
            return "";
        }
        return (all == main.wholePasses() ? "" : String.format(Locale.ROOT, ", with its views %.1f", all))
                + String.format(Locale.ROOT, ", %.2f tokens each", tokens / all);
    }

    /// Of a long path the file's name.
    private static String shortened(String path) {
        int name = path.lastIndexOf('/') + 1;
        String model = path.length() <= 40 || name == 0 ? path : "…/" + path.substring(name);
        return model.length() <= 40 ? model : model.substring(0, 19) + "…" + model.substring(model.length() - 20);
    }

    private static String count(long number, String one) {
        return number + " " + one + (number == 1 ? "" : one.endsWith("s") ? "es" : "s");
    }
}

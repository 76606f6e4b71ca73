package org.decant.cli;

import org.decant.cli.Command.Invocation;
import org.decant.runtime.diagnostic.Span;
import org.decant.runtime.model.ModelCatalog;
import org.decant.runtime.random.Draws;
import org.decant.runtime.random.SeededDraws;
import picocli.CommandLine.Model.CommandSpec;

/// What `eval` and `repl` are set up with.
///
/// @param target    the location of the model `target`, maybe with views
/// @param drafter   that of the model `drafter`
/// @param prompt    what `output` begins with
/// @param maxTokens how many tokens one input may write
/// @param draws     the random choices of all inputs
record InteractiveSettings(Location target, Location drafter, String prompt, int maxTokens, Draws draws) {
    /// Drafts where the catalog has no default: it learns from the library's stories whatever the target's tokens are.
    private static final String ANY_DRAFTER = "ngram:builtin?order=2";
    private static final int DEFAULT_MAX_TOKENS = 100;

    /// @param text  what is opened
    /// @param place where it is written; null for a default
    record Location(String text, Span place) {}

    static void addTo(CommandSpec specification, ModelCatalog catalog) {
        String target = catalog.defaultModel();
        ValueOption.add(specification, "--target", "MODEL", "the model `target`, `kind:path` (default " + target + ")");
        ValueOption.add(specification, "--drafter", "MODEL", "the model `drafter` (default " + drafter(catalog, target) + ")");
        ModelOpening.addTo(specification);
        DeviceOption.addTo(specification);
        ValueOption.add(specification, "--prompt", "TEXT", "what `output` begins with");
        ValueOption.add(specification, "--prompt-file", "FILE", "a file with what `output` begins with");
        ValueOption.add(specification, "--max-tokens", "N", "how much one input may write (default " + DEFAULT_MAX_TOKENS + ")");
        ValueOption.add(specification, "--seed", "N", "the seed of all random choices (default 0)");
    }

    static InteractiveSettings of(Invocation invocation, ModelCatalog catalog) {
        Location target = location(invocation, "--target", catalog.defaultModel());
        return new InteractiveSettings(target, location(invocation, "--drafter", drafter(catalog, target.text())), Prompt.of(invocation),
                (int) Math.min(Integer.MAX_VALUE, invocation.integer("--max-tokens", 1, DEFAULT_MAX_TOKENS)),
                new SeededDraws(invocation.integer("--seed", Long.MIN_VALUE, 0)));
    }

    private static String drafter(ModelCatalog catalog, String target) {
        String usual = catalog.defaultModel("drafter", target);
        return usual != null ? usual : ANY_DRAFTER;
    }

    private static Location location(Invocation invocation, String option, String otherwise) {
        String text = invocation.value(option);
        return text == null ? new Location(otherwise, null)
                : new Location(text, invocation.line().value(invocation.word(option)));
    }
}

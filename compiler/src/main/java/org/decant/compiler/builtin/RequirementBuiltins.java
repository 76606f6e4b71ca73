package org.decant.compiler.builtin;

import static org.decant.compiler.builtin.Arguments.text;
import static org.decant.compiler.builtin.Arguments.truth;

import org.decant.runtime.diagnostic.DecantException;

/// What a strategy requires of what it is given.
final class RequirementBuiltins {

    private RequirementBuiltins() {
    }

    static void addTo(BuiltinTable table) {
        table.section("Requirements");
        table.add("require(condition: Bool, message: Text) -> Nothing",
                "Ends the run with an error where the condition does not hold. Its message is one lower-case sentence that says"
                        + " what is wanted; its place is that of the argument which the condition reads first, if a user gave it. Of"
                        + " conditions joined by `and` it is the first that does not hold.",
                (run, a) -> {
                    if (!truth(a[0])) {
                        throw DecantException.ofParameter("condition", text(a[1]), null);
                    }
                    return null;
                });
    }
}

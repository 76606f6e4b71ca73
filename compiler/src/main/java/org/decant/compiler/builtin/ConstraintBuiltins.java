package org.decant.compiler.builtin;

import static org.decant.compiler.builtin.Arguments.context;
import static org.decant.compiler.builtin.Arguments.list;
import static org.decant.compiler.builtin.Arguments.model;
import static org.decant.compiler.builtin.Arguments.text;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;
import org.decant.runtime.constraint.ConstrainedContexts;
import org.decant.runtime.constraint.ConstrainedModel;
import org.decant.runtime.constraint.Constraint;
import org.decant.runtime.constraint.Constraints;
import org.decant.runtime.constraint.FunctionConstraint;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.Diagnostic;
import org.decant.runtime.run.Activation;
import org.decant.runtime.vocabulary.Token;

/// Constraints: what an output may be. A constraint begins where the output of the strategy that uses it does.
final class ConstraintBuiltins {

    private ConstraintBuiltins() {
    }

    static void addTo(BuiltinTable table) {
        table.section("Constraints");
        table.add("operator_constrain(model: Model, constraint: Constraint) -> Model",
                "The view in which tokens that the constraint does not allow have no probability; it begins where this strategy's"
                        + " output does.",
                (run, a) -> new ConstrainedModel(model(a[0]), contexts(constraint(a[1]), run)));
        addKinds(table);
        table.add("operator_intersect(left: Constraint, right: Constraint) -> Constraint", "Outputs that both allow.",
                (run, a) -> constraint(a[0]).and(constraint(a[1])));
        table.add("operator_union(left: Constraint, right: Constraint) -> Constraint", "Outputs that one of the two allows.",
                (run, a) -> constraint(a[0]).or(constraint(a[1])));
        table.add("Constraint.after(context: Context) -> Constraint",
                "The constraint that begins after a context instead of where the output of the strategy does.",
                (run, a) -> constraint(a[0]).after(context(a[1])));
        table.add("Constraint.allows(context: Context) -> Tokens",
                "The tokens that may follow; end tokens are among them where the output may end. None where the context breaks the"
                        + " constraint or has ended, all before the constraint begins.",
                (run, a) -> allowed(contexts(constraint(a[0]), run), context(a[1])));
        table.add("Constraint.accepts(context: Context) -> Bool", "Whether the output may end here, or has ended so.",
                (run, a) -> contexts(constraint(a[0]), run).at(context(a[1])).accepts());
    }

    private static void addKinds(BuiltinTable table) {
        table.add("regex(pattern: Text) -> Constraint", "Texts that a regular expression matches as a whole.",
                (run, a) -> made("regex", () -> Constraints.regex(text(a[0]))));
        table.add("grammar(rules: Text) -> Constraint",
                "Texts of a context-free grammar in EBNF: rules `name ::= …`, the first is the start.",
                (run, a) -> made("grammar", () -> Constraints.grammar(text(a[0]))));
        table.add("json_schema(schema: Text) -> Constraint", "JSON texts that satisfy a JSON Schema.",
                (run, a) -> made("json_schema", () -> Constraints.jsonSchema(text(a[0]))));
        table.add("words(texts: List<Text>) -> Constraint", "One of the given texts.", (run, a) -> Constraints.words(list(a[0])));
        table.add("containing(part: Text) -> Constraint", "Texts in which a part stands somewhere.",
                (run, a) -> Constraints.containing(text(a[0])));
        table.add("substrings_of(text: Text) -> Constraint", "Substrings of a text, the empty one too.",
                (run, a) -> Constraints.substringsOf(text(a[0])));
        table.addCalling("constraint(allowed: (Context) -> Tokens) -> Constraint",
                "What a block allows: from the context, the prompt included, the tokens that may follow it.", (run, a) ->
                        new FunctionConstraint(context -> Arguments.<Token>list(((FunctionValue) a[0]).call(run, context))));
    }

    /// A mistake in the text that a constraint is made of is shown there, and where the script makes the constraint.
    private static Constraint made(String builtin, Supplier<Constraint> maker) {
        try {
            return maker.get();
        } catch (DecantException wrong) {
            if (wrong.diagnostics().getFirst().span() == null) {
                throw wrong;
            }
            List<Diagnostic> all = new ArrayList<>(wrong.diagnostics());
            all.add(Diagnostic.error(null, "`" + builtin + "` cannot make a constraint of this text", null));
            throw new DecantException(all);
        }
    }

    private static ConstrainedContexts contexts(Constraint constraint, Activation run) {
        return ConstrainedContexts.of(constraint, run.output().origin(), run.run().session());
    }

    private static List<Token> allowed(ConstrainedContexts contexts, Context context) {
        Constraint.State state = contexts.at(context);
        BitSet allowed = state.allowed();
        if (state == ConstrainedContexts.Unconstrained.BEFORE_START) {
            allowed = new BitSet();
            allowed.set(0, context.vocabulary().size());
        }
        List<Token> tokens = new ArrayList<>(allowed.cardinality());
        for (int id = allowed.nextSetBit(0); id >= 0; id = allowed.nextSetBit(id + 1)) {
            tokens.add(context.vocabulary().token(id));
        }
        return tokens;
    }

    private static Constraint constraint(Object value) {
        return (Constraint) value;
    }
}

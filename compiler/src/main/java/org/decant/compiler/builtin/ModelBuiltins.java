package org.decant.compiler.builtin;

import static org.decant.compiler.builtin.Arguments.context;
import static org.decant.compiler.builtin.Arguments.list;
import static org.decant.compiler.builtin.Arguments.model;
import static org.decant.compiler.builtin.Arguments.number;
import static org.decant.compiler.builtin.Arguments.text;

import java.util.ArrayList;
import java.util.List;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.model.FunctionModel;
import org.decant.runtime.model.MixedModel;
import org.decant.runtime.model.Model;
import org.decant.runtime.model.SpelledModel;
import org.decant.runtime.model.TranslatedModel;
import org.decant.runtime.vocabulary.Token;

/// Models and views. A model is called at a context, `target(output)`, or at a whole draft tree.
final class ModelBuiltins {

    private ModelBuiltins() {
    }

    static void addTo(BuiltinTable table) {
        table.section("Models");
        table.add("Model.name -> Text", "How the model is called.", (run, a) -> model(a[0]).name());
        table.add("Model.vocabulary_size -> Int", "The number of tokens.", (run, a) -> (long) model(a[0]).vocabulary().size());
        table.add("Model.end -> Token?", "The token that ends an output; null where there is none.", (run, a) -> {
            int end = model(a[0]).vocabulary().end();
            return end < 0 ? null : model(a[0]).vocabulary().token(end);
        });
        table.add("Model.encode(text: Text) -> Tokens", "The tokens of a text.",
                (run, a) -> model(a[0]).vocabulary().encode(text(a[1])));
        table.add("Model.context(text: Text) -> Context", "The context of a text, with nothing before it.",
                (run, a) -> run.run().session().root(model(a[0]).vocabulary()).plus(model(a[0]).vocabulary().encode(text(a[1]))));
        table.addAsking("Model.log_probabilities(context: Context, tokens: Tokens) -> List<Float>",
                "The natural-log probability of each of the tokens after the context and those before it, in one pass.",
                (run, a) -> logProbabilities(model(a[0]), context(a[1]), list(a[2])));
        table.add("Model.token(id: Int) -> Token", "The token of a number.", (run, a) -> {
            long id = (Long) a[1];
            if (id < 0 || id >= model(a[0]).vocabulary().size()) {
                throw new DecantException("there is no token " + id + ": the vocabulary " + model(a[0]).vocabulary().name()
                        + " has " + model(a[0]).vocabulary().size(), "give a number from 0 to its size");
            }
            return model(a[0]).vocabulary().token((int) id);
        });
        table.add("Model.tokens -> Tokens", "All tokens of the vocabulary.", (run, a) -> {
            Token[] tokens = new Token[model(a[0]).vocabulary().size()];
            for (int id = 0; id < tokens.length; id++) {
                tokens[id] = model(a[0]).vocabulary().token(id);
            }
            return List.of(tokens);
        });
        table.add("mix(a: Model, b: Model, weight: Float) -> Model",
                "The view that mixes the models' probabilities: (1 - weight) of a and weight of b.",
                (run, a) -> new MixedModel(model(a[0]), model(a[1]), number(a[2])));
        table.add("translate(model: Model, like: Model) -> Model",
                "The view of a model in the vocabulary of another: tokens that both have keep their scores, contexts go over as text.",
                (run, a) -> model(a[0]).vocabulary() == model(a[1]).vocabulary() ? model(a[0])
                        : new TranslatedModel(model(a[0]), model(a[1]).vocabulary(), run.run().session()));
        table.add("spell(model: Model, like: Model, least: Float = 0.05) -> Model",
                "The view of a model in the vocabulary of another by what it would write: how likely its text begins with each token."
                        + " Beginnings less likely than `least` are not followed.",
                (run, a) -> model(a[0]).vocabulary() == model(a[1]).vocabulary() ? model(a[0])
                        : new SpelledModel(model(a[0]), model(a[1]).vocabulary(), number(a[2]), run.run().session()));
        table.addCalling("view(model: Model, block: (Context, Logits) -> Logits) -> Model",
                "The view whose logits a block makes from a context and the model's logits there.", (run, a) ->
                        new FunctionModel(model(a[0]), (context, logits) ->
                                (Logits) ((FunctionValue) a[1]).call(run, context, logits)));
    }

    private static List<Double> logProbabilities(Model model, Context start, List<Token> tokens) {
        List<Logits> pending = new ArrayList<>(tokens.size());
        Context at = start;
        for (Token token : tokens) {
            pending.add(model.logits(at));
            at = at.plus(token);
        }
        List<Double> probabilities = new ArrayList<>(tokens.size());
        for (int i = 0; i < pending.size(); i++) {
            probabilities.add(pending.get(i).softmax().logProbability(tokens.get(i)));
        }
        return probabilities;
    }
}

package org.decant.runtime.model;

import java.util.function.BiFunction;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Logits;

/// The view of a model whose logits a function changes, such as a lambda of a script.
///
/// The function runs when a value of the result is read, not when the model is called: until then the base's call stays
/// pending with the others. Calls that the function itself makes become pending only when it runs.
public final class FunctionModel extends Model {
    private final Model base;
    private final BiFunction<Context, Logits, Logits> function;

    /// @param function from a context and the base's logits there to this model's; it must depend on nothing else
    public FunctionModel(Model base, BiFunction<Context, Logits, Logits> function) {
        super(base.name() + " |> function", base.vocabulary());
        this.base = base;
        this.function = function;
    }

    @Override
    protected Logits call(Context context) {
        Logits logits = base.logits(context);
        return new Logits(vocabulary(), () -> {
            Logits result = function.apply(context, logits);
            if (result.vocabulary() != vocabulary()) {
                throw new DecantException("the function on the model " + base.name()
                        + " gave logits for the vocabulary " + result.vocabulary().name() + ", the model has "
                        + vocabulary().name(), "give logits for the tokens of " + base.name());
            }
            return result.values();
        });
    }

    @Override
    public void issue(Context context) {
        base.issue(context);
    }

    @Override
    public Batcher forward() {
        return base.forward();
    }

    @Override
    public Model over(Batcher other) {
        return new FunctionModel(base.over(other), function);
    }
}

package org.decant.runtime.tensor.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.decant.runtime.tensor.kernel.Expression.Condition;
import org.decant.runtime.tensor.kernel.Expression.Variable;

/// The statements of a kernel while it is written, block within block.
final class Body {
    private final Body outer;
    private final int[] names;
    private final List<Statement> statements = new ArrayList<>();
    /// How many of them come before all others.
    private int first;
    private Expression thread;
    /// What was computed already in this block or around it.
    private final Map<Object, Expression> known = new HashMap<>();

    Body() {
        this(null, new int[1], new Expression.Thread());
    }

    private Body(Body outer, int[] names, Expression thread) {
        this.outer = outer;
        this.names = names;
        this.thread = thread;
    }

    List<Statement> statements() {
        return statements;
    }

    private Body inner() {
        return new Body(this, names, thread);
    }

    /// The number of the thread among those that do the same.
    Expression thread() {
        return thread;
    }

    /// Says what that is in this block.
    void numberThreads(Expression thread) {
        this.thread = thread;
    }

    Variable fresh(Expression.Kind kind) {
        String letter = switch (kind) {
            case WHOLE -> "i";
            case FLOAT -> "f";
            case DOUBLE -> "x";
        };
        return new Variable(letter + names[0]++, kind);
    }

    /// A new variable with this value.
    Variable let(Expression value) {
        Variable variable = fresh(value.kind());
        set(variable, value);
        return variable;
    }

    /// The same at the beginning of the kernel, once for all of it.
    Expression atFirst(Object key, Expression value) {
        Body whole = this;
        while (whole.outer != null) {
            whole = whole.outer;
        }
        Expression known = whole.known.get(key);
        if (known != null) {
            return known;
        }
        Variable variable = fresh(value.kind());
        whole.statements.add(whole.first++, new Statement.Set(variable, value));
        return whole.remember(key, variable);
    }

    void set(Variable variable, Expression value) {
        statements.add(new Statement.Set(variable, value));
    }

    void write(KernelArray array, Expression index, Expression value) {
        statements.add(new Statement.Write(array, index, value));
    }

    /// What was remembered under a key; null where nothing was.
    Expression known(Object key) {
        for (Body body = this; body != null; body = body.outer) {
            Expression found = body.known.get(key);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    Expression remember(Object key, Expression value) {
        known.put(key, value);
        return value;
    }

    /// What fills a block.
    @FunctionalInterface
    interface Block {
        void fill(Body body);
    }

    void when(Condition condition, Block then) {
        when(condition, then, body -> { });
    }

    void when(Condition condition, Block then, Block otherwise) {
        Body yes = inner();
        then.fill(yes);
        Body no = inner();
        otherwise.fill(no);
        statements.add(new Statement.If(condition, yes.statements, no.statements));
    }

    void loop(List<Condition> conditions, Block block) {
        Body body = inner();
        block.fill(body);
        statements.add(new Statement.While(conditions, body.statements));
    }

    /// What is done with the variable of a loop.
    @FunctionalInterface
    interface Round {
        void fill(Body body, Variable index);
    }

    /// A loop from a number up to another one, exclusive.
    void each(Expression from, Expression to, Expression step, Round round) {
        Variable index = let(from);
        loop(List.of(index.below(to)), body -> {
            round.fill(body, index);
            body.set(index, index.plus(step));
        });
    }

    void each(Expression to, Round round) {
        each(Expression.whole(0), to, Expression.whole(1), round);
    }
}

package org.decant.runtime.tensor.kernel;

import java.util.List;
import org.decant.runtime.tensor.kernel.Expression.Condition;
import org.decant.runtime.tensor.kernel.Expression.Variable;

/// What a thread of a kernel does.
sealed interface Statement {

    /// Sets a variable, which is made by the first one.
    record Set(Variable variable, Expression value) implements Statement {}

    record Write(KernelArray array, Expression index, Expression value) implements Statement {}

    record If(Condition condition, List<Statement> then, List<Statement> otherwise) implements Statement {}

    /// Goes on while all conditions hold.
    record While(List<Condition> conditions, List<Statement> body) implements Statement {}
}

package org.decant.compiler.language;

import org.decant.compiler.typed.Routine;

/// What a program gives to a strategy's member to run it: the Java object behind `member.execute(request)`.
public interface Invocation {

    /// Runs the strategy. Called on a thread that has entered the context.
    ///
    /// @return what the program gets back, as a host object
    Object invoke(Routine strategy, DecantContext context);
}

package org.decant.compiler.nodes;

import org.decant.compiler.nodes.translate.RoutineTranslator;
import org.decant.compiler.typed.GlobalConstant;
import org.decant.compiler.value.CallArguments;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.run.Activation;

/// The value of a file's constant, computed when first read.
public final class GlobalValue {
    private final Program program;
    private final GlobalConstant constant;
    private boolean computing;
    private boolean computed;
    private Object value;

    GlobalValue(Program program, GlobalConstant constant) {
        this.program = program;
        this.constant = constant;
    }

    /// @throws DecantException where the constant is computed from itself
    public synchronized Object get(Activation activation) {
        if (!computed) {
            if (computing) {
                throw new DecantException("the constant `" + constant.name() + "` is computed from itself",
                        "write its value without calling what reads it");
            }
            computing = true;
            try {
                value = new RoutineTranslator(program).translate(constant).getCallTarget()
                        .call(CallArguments.of(activation, null));
                computed = true;
            } finally {
                computing = false;
            }
        }
        return value;
    }
}

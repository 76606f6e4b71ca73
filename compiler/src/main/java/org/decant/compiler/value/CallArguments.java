package org.decant.compiler.value;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.runtime.run.Activation;

/// The argument array of every call: the activation, the values that a block captured (null for strategies and
/// functions), then the parameters in order.
public final class CallArguments {
    public static final int PARAMETERS = 2;
    private static final int ACTIVATION = 0;
    private static final int CAPTURED = 1;

    /// Stands for an argument that was left out: the callee computes its default.
    public static final Object ABSENT = new Object();

    private CallArguments() {
    }

    public static Activation activation(VirtualFrame frame) {
        return (Activation) frame.getArguments()[ACTIVATION];
    }

    public static Object[] captured(VirtualFrame frame) {
        return (Object[]) frame.getArguments()[CAPTURED];
    }

    /// An array with room for `count` parameters, which the caller fills in from [#PARAMETERS].
    public static Object[] create(Activation activation, Object[] captured, int count) {
        Object[] arguments = new Object[PARAMETERS + count];
        arguments[ACTIVATION] = activation;
        arguments[CAPTURED] = captured;
        return arguments;
    }

    /// Fills in the activation of an array that was created without.
    public static void setActivation(Object[] arguments, Activation activation) {
        arguments[ACTIVATION] = activation;
    }

    /// The arguments of a call with these parameters.
    public static Object[] of(Activation activation, Object[] captured, Object... parameters) {
        Object[] arguments = create(activation, captured, parameters.length);
        System.arraycopy(parameters, 0, arguments, PARAMETERS, parameters.length);
        return arguments;
    }
}

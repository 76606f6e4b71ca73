package org.decant.compiler.typed;

import java.util.List;
import org.decant.compiler.types.Type;
import org.decant.runtime.diagnostic.Span;

/// A strategy or a function, resolved and typed. The body is set when it has been checked, so that routines can call one
/// another.
public final class Routine {

    public enum Kind { STRATEGY, FUNCTION }

    /// @param slot         the slot in the routine's frame
    /// @param defaultValue computed in the routine's frame where the argument is left out (it may read the parameters
    ///                     before it); null where the argument must be given
    public record Parameter(String name, Type type, int slot, Code defaultValue, Span span) {}

    /// @param parameter the name of the model parameter that the promise is about, null for `terminates`
    /// @param condition the name of the model parameter among whose possible outputs it holds, null where there is none
    /// @param within    the largest allowed total variation distance, 0 for an exact promise
    public record Contract(Kind kind, String parameter, String condition, double within) {
        public enum Kind { LOSSLESS, GREEDY, TERMINATES }

        @Override
        public String toString() {
            String promise = kind.name().toLowerCase() + (parameter == null ? "" : " " + parameter)
                    + (condition == null ? "" : " given " + condition);
            return within == 0 ? promise : promise + " within " + within;
        }
    }

    private final Kind kind;
    private final String name;
    private final Span span;
    private final String documentation;
    private List<Parameter> parameters = List.of();
    private List<Contract> contracts = List.of();
    private Type result;
    private boolean returnsValue;
    private Code body;
    private FrameLayout frame;
    private boolean callsModel = true;
    private boolean draws = true;

    public Routine(Kind kind, String name, Span span, String documentation) {
        this.kind = kind;
        this.name = name;
        this.span = span;
        this.documentation = documentation;
    }

    /// Set when the declaration's head has been checked. `result` is what a call gives; for a strategy without a declared
    /// result, Tokens, and `returnsValue` is false.
    public void declare(List<Parameter> parameters, List<Contract> contracts, Type result, boolean returnsValue) {
        this.parameters = parameters;
        this.contracts = contracts;
        this.result = result;
        this.returnsValue = returnsValue;
    }

    /// Set when the body has been checked.
    public void define(Code body, FrameLayout frame, boolean callsModel, boolean draws) {
        this.body = body;
        this.frame = frame;
        this.callsModel = callsModel;
        this.draws = draws;
    }

    public Kind kind() {
        return kind;
    }

    public String name() {
        return name;
    }

    public Span span() {
        return span;
    }

    public String documentation() {
        return documentation;
    }

    public List<Parameter> parameters() {
        return parameters;
    }

    public List<Contract> contracts() {
        return contracts;
    }

    public Type result() {
        return result;
    }

    /// Whether a strategy declares a result; always true for a function that gives a value.
    public boolean returnsValue() {
        return returnsValue;
    }

    public Code body() {
        return body;
    }

    public FrameLayout frame() {
        return frame;
    }

    /// Whether a call may call a model; true until the body has been checked.
    public boolean callsModel() {
        return callsModel;
    }

    /// Whether a call may make random choices; true until the body has been checked.
    public boolean draws() {
        return draws;
    }
}

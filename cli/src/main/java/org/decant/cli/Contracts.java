package org.decant.cli;

import org.decant.compiler.typed.Routine.Contract;

/// Contracts in words.
final class Contracts {

    private Contracts() {
    }

    static String explain(Contract contract) {
        String model = "`" + contract.parameter() + "`";
        String given = contract.condition() == null ? ""
                : " among the outputs that are possible for `" + contract.condition() + "`";
        String within = contract.within() == 0 ? "" : ", up to a total variation distance of " + contract.within();
        return switch (contract.kind()) {
            case LOSSLESS -> "lossless (the output is distributed as that of " + model + given + within + ")";
            case GREEDY -> "greedy (the output is the greedy one of " + model + within + ")";
            case TERMINATES -> "terminates (it ends for every model and prompt)";
        };
    }
}

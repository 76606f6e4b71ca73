package org.decant.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// An option with one value, which is read as text: what is wrong with it is said where it is used.
final class ValueOption {

    private ValueOption() {
    }

    /// @param label what help calls the value
    static void add(CommandSpec specification, String name, String label, String description) {
        specification.addOption(OptionSpec.builder(name).paramLabel(label).arity("1").type(String.class)
                .description(description).build());
    }
}

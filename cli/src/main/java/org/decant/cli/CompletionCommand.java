package org.decant.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;

/// `decant completion`: the script that makes a shell complete commands, options and strategies.
final class CompletionCommand implements Command {
    private final CommandTree tree;

    CompletionCommand(CommandTree tree) {
        this.tree = tree;
    }

    @Override
    public String name() {
        return "completion";
    }

    @Override
    public String purpose() {
        return "print a completion script for bash and zsh";
    }

    @Override
    public CommandSpec specification(CommandLineText line, int from) {
        CommandSpec specification = CommandSpec.create();
        specification.usageMessage().description("Prints a script that completes commands, options and strategies.%n")
                .footer("", "bash: source <(decant completion)", "zsh:  autoload -U +X bashcompinit && bashcompinit, then the same");
        return specification;
    }

    @Override
    public int run(Invocation invocation) {
        invocation.console().out().println(AutoComplete.bash("decant", tree.complete()));
        return 0;
    }
}

package org.decant.cli;

import java.io.PrintStream;
import org.decant.compiler.typed.Module;
import org.decant.compiler.typed.Routine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `decant check`: names and types of a script, and what its strategies state about themselves.
final class CheckCommand implements Command {

    @Override
    public String name() {
        return "check";
    }

    @Override
    public String purpose() {
        return "check the names and types of a script; show what its strategies promise";
    }

    @Override
    public CommandSpec specification(CommandLineText line, int from) {
        CommandSpec specification = CommandSpec.create();
        specification.usageMessage().description("Checks a script without running it, and shows its strategies.%n");
        specification.addPositional(PositionalParamSpec.builder().paramLabel("FILE|NAME").index("0").arity("1").required(true)
                .type(String.class).completionCandidates(Scripts::libraryNames)
                .description("a script, or a strategy of the library").build());
        return specification;
    }

    @Override
    public int run(Invocation invocation) {
        Module module = Scripts.module(Scripts.newFinder(), invocation);
        Console console = invocation.console();
        PrintStream out = console.out();
        out.println(module.source().name() + ": names and types are fine");
        for (Routine strategy : module.strategies().values()) {
            out.println();
            out.println(console.onOut(Style.TITLE, Signature.full(strategy)));
            Header header = Header.of(strategy, module.source());
            if (!header.summary().isEmpty()) {
                out.println(Paragraph.wrap(header.firstSentence(), 2));
            }
            for (Routine.Contract contract : strategy.contracts()) {
                out.println("  states: " + Contracts.explain(contract));
            }
            if (!header.cost().isEmpty()) {
                out.println("  costs:  " + header.cost());
            }
        }
        return 0;
    }
}

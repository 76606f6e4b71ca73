package org.decant.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.decant.cli.Command.Invocation;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.NearestName;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// All commands: finds the one that a command line names, takes its words apart, shows help, runs it.
final class CommandTree {
    private static final int HELP_WIDTH = 110;

    private final Console console;
    private final List<Command> commands = List.of(new RunCommand(), new CheckCommand(), new ListCommand(),
            new TraceCommand(), new CompileCommand(), new BenchCommand(), new TasksCommand(), new MeasureCommand(),
            new ModelCommand(), new DevicesCommand(), new EvalCommand(), new ReplCommand(), new CompletionCommand(this));

    CommandTree(Console console) {
        this.console = console;
    }

    /// Runs a command line and gives the exit status.
    ///
    /// @throws DecantException where something in it is wrong
    int run(List<String> words) {
        if (words.isEmpty()) {
            console.err().print(help(root(), "decant"));
            return Failures.WRONG_INPUT;
        }
        String first = words.getFirst();
        if (List.of("--version", "-V", "version").contains(first)) {
            new Version().print(console.out());
            return 0;
        }
        boolean asksHelp = first.equals("help") || first.equals("--help") || first.equals("-h");
        List<String> named = asksHelp ? words.subList(1, words.size()) : words;
        if (asksHelp && named.isEmpty()) {
            console.out().print(help(root(), "decant"));
            return 0;
        }
        CommandLineText line = new CommandLineText(words);
        int at = words.size() - named.size();
        Command command = command(line, at);
        List<String> rest = words.subList(at + 1, words.size());
        boolean help = asksHelp || beforeOperands(rest).stream().anyMatch(w -> w.equals("--help") || w.equals("-h"));
        try (command) {
            CommandSpec specification = withCommonOptions(command, line, at + 1);
            if (help) {
                console.out().print(help(specification, "decant " + command.name()));
                return 0;
            }
            ParseResult given = commandLine(specification).parseArgs(OptionValues.tied(line, at + 1, specification));
            return command.run(new Invocation(given, line, console));
        } catch (ParameterException wrong) {
            throw new OptionErrors(line, command.name(), command.helpName()).explain(wrong);
        }
    }

    private static List<String> beforeOperands(List<String> words) {
        int end = words.indexOf("--");
        return end < 0 ? words : words.subList(0, end);
    }

    private Command command(CommandLineText line, int at) {
        String name = line.words().get(at);
        List<String> names = commands.stream().map(Command::name).toList();
        for (Command command : commands) {
            if (command.name().equals(name)) {
                return command;
            }
        }
        String near = NearestName.hint(name, names);
        throw line.error(at, name.startsWith("-") ? "`" + name + "` comes before any command"
                : "there is no command `" + name + "`", near != null ? near
                : name.endsWith(".decode") ? "to run a strategy write `decant run " + name + "`"
                : "the commands are " + String.join(", ", names));
    }

    private static CommandSpec withCommonOptions(Command command, CommandLineText line, int from) {
        CommandSpec specification = command.specification(line, from).name("decant " + command.name());
        specification.usageMessage().sortOptions(false);
        specification.addOption(OptionSpec.builder("-h", "--help").description("Show this help.").build());
        specification.addOption(OptionSpec.builder("--debug").hidden(true).build());
        return specification;
    }

    /// How the words of a command line are taken apart.
    static CommandLine commandLine(CommandSpec specification) {
        return new CommandLine(specification).setExpandAtFiles(false).setAllowOptionsAsOptionParameters(true)
                .setInterpolateVariables(false)
                .setPosixClusteredShortOptionsAllowed(false).setAbbreviatedOptionsAllowed(false)
                .setUsageHelpWidth(HELP_WIDTH).setUsageHelpAutoWidth(false);
    }

    private String help(CommandSpec specification, String name) {
        Ansi ansi = console.coloured() && console.outInTerminal() ? Ansi.ON : Ansi.OFF;
        return commandLine(specification.name(name)).getUsageMessage(ansi);
    }

    /// The tree of all commands, for help and shell completion.
    CommandSpec root() {
        CommandSpec root = CommandSpec.create().name("decant");
        String listed = commands.stream().map(command -> "  %-12s".formatted(command.name()) + command.purpose())
                .collect(Collectors.joining("%n"));
        root.usageMessage().header("Decoding strategies for language models.%n")
                .customSynopsis("decant COMMAND [OPTIONS]")
                .footerHeading("%nCommands:%n").footer((listed
                        + "%n  help        what a command takes: `decant help run`, `decant help run nucleus`%n%n"
                        + "The launcher takes `--tier fast-start|optimizing`: start at once, or compile for long runs.")
                        .split("%n", -1));
        root.addOption(OptionSpec.builder("-h", "--help").description("Show this help.").build());
        root.addOption(OptionSpec.builder("-V", "--version").description("Show version, engine and JDK.").build());
        return root;
    }

    /// [#root] with the commands below it.
    CommandLine complete() {
        CommandSpec root = root();
        CommandLineText nothing = new CommandLineText(List.of());
        for (Command command : commands) {
            CommandSpec specification = withCommonOptions(command, nothing, 0);
            command.specificationByOperand().forEach(specification::addSubcommand);
            root.addSubcommand(command.name(), specification);
        }
        return new CommandLine(root);
    }
}

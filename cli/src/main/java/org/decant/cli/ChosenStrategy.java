package org.decant.cli;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.decant.cli.Command.Invocation;
import org.decant.compiler.host.Decant;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.compiler.host.RunRequest;
import org.decant.compiler.library.ModuleFinder;
import org.decant.compiler.typed.Module;
import org.decant.compiler.typed.Routine;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.ModelCatalog;
import picocli.CommandLine.Model.CommandSpec;

/// The strategy that a command line names to be run, whose parameters are options of the command.
final class ChosenStrategy implements AutoCloseable {
    private final ModelOpening opening = new ModelOpening();
    private Decant decant;
    private String word;
    private LoadedStrategy strategy;
    private StrategyOptions options;

    /// The options of a command with those of the strategy, as far as the command line names one.
    ///
    /// @param command the command's name
    /// @param own     adds the options of the command
    /// @param tools   gives the engine its tools
    CommandSpec specification(String command, CommandLineText line, int from, Consumer<CommandSpec> own,
            UnaryOperator<Decant.Builder> tools) {
        CommandSpec specification = CommandSpec.create();
        RunOptions.addOperandTo(specification);
        own.accept(specification);
        String usage = "decant " + command + " ";
        specification.usageMessage().customSynopsis(usage + "NAME|FILE [OPTIONS]");
        int operand = Scripts.operand(line, from, specification);
        if (operand < 0) {
            specification.usageMessage().footer("", "A strategy's parameters are options too: `" + usage + "nucleus --help`.");
            return specification;
        }
        word = line.words().get(operand);
        decant = tools.apply(DeviceOption.engine(line).catalog(opening.catalog())).build();
        try {
            strategy = Scripts.isPath(word) ? decant.load(Scripts.path(word)).main() : decant.strategy(word);
        } catch (DecantException wrong) {
            throw wrong.at(line.word(operand));
        }
        options = addOptions(specification, strategy.routine(), strategy.module(), decant.catalog());
        specification.usageMessage().customSynopsis(usage + word.replace("%", "%%") + " [OPTIONS]");
        return specification;
    }

    private static StrategyOptions addOptions(CommandSpec specification, Routine strategy, Module module,
            ModelCatalog catalog) {
        Header header = Header.of(strategy, module.source());
        StrategyOptions options = new StrategyOptions(strategy, header, catalog);
        options.addTo(specification);
        specification.usageMessage().description(header.summary().replace("%", "%%") + "%n");
        return options;
    }

    /// The options for each strategy of the library; for shell completion.
    Map<String, CommandSpec> specificationByOperand(Consumer<CommandSpec> own) {
        ModuleFinder finder = Scripts.newFinder();
        ModelCatalog catalog = opening.catalog();
        Map<String, CommandSpec> specifications = new TreeMap<>();
        for (String name : finder.library().names()) {
            CommandSpec specification = CommandSpec.create();
            own.accept(specification);
            Module module = finder.library(name);
            addOptions(specification, Signature.main(module, name), module, catalog);
            specifications.put(name, specification);
        }
        return specifications;
    }

    /// The word that names it; null where the command line names none.
    String word() {
        return word;
    }

    LoadedStrategy strategy() {
        return strategy;
    }

    /// The name of the engine that runs it.
    String engine() {
        return Version.engine(decant);
    }

    /// Shows models that take a while to open.
    void showOpening(ProgressLine progress) {
        opening.showOn(progress);
    }

    /// A request with the arguments, prompt, budget, stops and seed of the command line.
    ///
    /// @throws DecantException where something given is wrong
    RunRequest.Builder request(Invocation invocation, RunOptions given) {
        opening.read(invocation);
        RunRequest.Builder request = RunRequest.builder().prompt(given.prompt()).maxTokens(given.maxTokens())
                .seed(given.seed());
        given.stops().forEach(request::stop);
        options.arguments(invocation, Set.of(), opening.catalog().defaultModel()).forEach(request::argument);
        return request;
    }

    @Override
    public void close() {
        if (decant != null) {
            decant.close();
        }
    }
}

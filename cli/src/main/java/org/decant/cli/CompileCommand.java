package org.decant.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.decant.compiler.tensor.Chain;
import org.decant.compiler.tensor.ChainFinder;
import org.decant.compiler.typed.Code;
import org.decant.compiler.typed.Module;
import org.decant.compiler.typed.Routine;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.Diagnostic;
import org.decant.runtime.diagnostic.Span;
import org.decant.runtime.tensor.kernel.KernelInput;
import org.decant.runtime.tensor.kernel.KernelProgram;
import org.decant.runtime.tensor.program.Simplification;
import org.decant.runtime.tensor.program.TensorProgram;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `decant compile --show tensor|kernels NAME|FILE`: what the compiler makes of a script, for people who want to see it.
final class CompileCommand implements Command {
    private static final String TENSOR = "tensor";
    private static final String KERNELS = "kernels";
    /// Kernels are written for a number of tokens.
    private static final int VOCABULARY = 32_000;

    @Override
    public String name() {
        return "compile";
    }

    @Override
    public String purpose() {
        return "show what the compiler makes of a script: its tensor programs";
    }

    @Override
    public CommandSpec specification(CommandLineText line, int from) {
        CommandSpec specification = CommandSpec.create();
        specification.usageMessage().description("Shows what the compiler makes of a script.%n");
        specification.addPositional(PositionalParamSpec.builder().paramLabel("NAME|FILE").index("0").arity("1").required(true)
                .type(String.class).completionCandidates(Scripts::libraryNames)
                .description("a strategy of the library, or a script").build());
        specification.addOption(OptionSpec.builder("--show").paramLabel("WHAT").arity("1").required(true).type(String.class)
                .completionCandidates(List.of(TENSOR, KERNELS))
                .description("tensor: the tensor programs, as the script says them and as they run",
                        "kernels: what a GPU is given of them, for " + VOCABULARY + " tokens").build());
        return specification;
    }

    @Override
    public int run(Invocation invocation) {
        String wanted = invocation.value("--show");
        if (!wanted.equals(TENSOR) && !wanted.equals(KERNELS)) {
            Span place = invocation.line().value(invocation.word("--show"));
            throw new DecantException(Diagnostic.error(place, "there is no `" + wanted + "` to show", "write `--show tensor` or `--show kernels`"));
        }
        Module module = Scripts.module(Scripts.newFinder(), invocation);
        int found = 0;
        for (Routine routine : Stream.concat(module.functions().values().stream(), module.strategies().values().stream()).toList()) {
            for (Chain chain : chains(routine)) {
                title(invocation.console(), routine, chain, found++ == 0);
                if (wanted.equals(TENSOR)) {
                    printPrograms(invocation.console(), chain);
                } else {
                    printKernels(invocation.console(), chain);
                }
            }
        }
        if (found == 0) {
            invocation.console().out().println("no tensor programs: no expression does two things with scores on the way to a"
                    + " token, a number or a distribution");
        }
        return 0;
    }

    private static List<Chain> chains(Routine routine) {
        Stream<Code> defaults = routine.parameters().stream().map(Routine.Parameter::defaultValue).filter(code -> code != null);
        return Stream.concat(defaults, Stream.of(routine.body())).flatMap(code -> ChainFinder.all(code).stream()).toList();
    }

    private static void title(Console console, Routine routine, Chain chain, boolean first) {
        Span span = chain.call().span();
        String file = span.source().name();
        console.out().println((first ? "" : "\n") + console.onOut(Style.TITLE, routine.name() + ", "
                + file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1) + ":" + span.line() + ":" + span.column()));
        console.out().println("  " + console.onOut(Style.NAME, span.text().replaceAll("\\s+", " ")));
    }

    private static void printPrograms(Console console, Chain chain) {
        console.out().println("\n  as the script says it");
        print(console, chain.program());
        console.out().println("\n  as it runs");
        print(console, Simplification.of(chain.program()));
    }

    private static void printKernels(Console console, Chain chain) {
        TensorProgram program = Simplification.of(chain.program());
        List<KernelInput> inputs = program.inputs().stream().map(input -> KernelInput.given(input.type().shape().stream()
                .mapToInt(extent -> extent.known() ? extent.size() : VOCABULARY).toArray())).toList();
        String kernels = KernelProgram.of(program, inputs).kernels().stream().map(Object::toString).collect(Collectors.joining("\n"));
        console.out().println();
        kernels.lines().forEach(line -> console.out().println(line.isEmpty() ? "" : "  " + line));
    }

    private static void print(Console console, TensorProgram program) {
        program.toString().lines().forEach(line -> console.out().println("    " + line));
    }
}

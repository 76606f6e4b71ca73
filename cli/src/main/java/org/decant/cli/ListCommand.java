package org.decant.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.decant.compiler.library.ModuleFinder;
import org.decant.compiler.library.StrategyLibrary;
import org.decant.compiler.typed.Module;
import org.decant.compiler.typed.Routine;
import org.decant.runtime.diagnostic.NearestName;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `decant list`: the strategies of the library by family.
final class ListCommand implements Command {

    private record Entry(String name, String family, Routine strategy, Header header) {}

    @Override
    public String name() {
        return "list";
    }

    @Override
    public String purpose() {
        return "list the strategies of the library, with paper, contract and parameters";
    }

    @Override
    public CommandSpec specification(CommandLineText line, int from) {
        CommandSpec specification = CommandSpec.create();
        specification.usageMessage().description("Lists the strategies of the library.%n");
        specification.addPositional(PositionalParamSpec.builder().paramLabel("FAMILY").index("0").arity("0..1")
                .type(String.class).description("only those of this family").build());
        specification.addOption(OptionSpec.builder("--json").description("Print a JSON array.").build());
        return specification;
    }

    @Override
    public int run(Invocation invocation) {
        ModuleFinder finder = Scripts.newFinder();
        Map<String, List<String>> families = byFamily(finder.library());
        String wanted = invocation.operand(0);
        if (wanted != null && !families.containsKey(wanted)) {
            String near = NearestName.hint(wanted, families.keySet());
            throw invocation.line().error(invocation.line().indexOf(wanted, 1), "there is no family `" + wanted + "`",
                    near != null ? near : "the families are " + String.join(", ", families.keySet()));
        }
        List<Entry> entries = new ArrayList<>();
        families.forEach((family, names) -> {
            if (wanted == null || wanted.equals(family)) {
                names.forEach(name -> entries.add(entry(finder, family, name)));
            }
        });
        if (invocation.flag("--json")) {
            Json.print(invocation.console().out(), generator -> write(generator, entries));
        } else {
            print(invocation.console(), entries);
        }
        return 0;
    }

    private static Map<String, List<String>> byFamily(StrategyLibrary library) {
        Map<String, List<String>> families = new TreeMap<>();
        for (String name : library.names()) {
            families.computeIfAbsent(library.family(name), _ -> new ArrayList<>()).add(name);
        }
        return families;
    }

    private static Entry entry(ModuleFinder finder, String family, String name) {
        Module module = finder.library(name);
        Routine strategy = Signature.main(module, name);
        return new Entry(name, family, strategy, Header.of(strategy, module.source()));
    }

    private static void print(Console console, List<Entry> entries) {
        PrintStream out = console.out();
        String family = null;
        for (Entry entry : entries) {
            if (!entry.family.equals(family)) {
                out.println((family == null ? "" : "\n") + console.onOut(Style.TITLE, entry.family));
                family = entry.family;
            }
            String head = Signature.brief(entry.strategy);
            out.print("  " + console.onOut(Style.NAME, entry.name) + head.substring(entry.strategy.name().length()));
            entry.strategy.contracts().forEach(contract -> out.print("  " + contract));
            out.println();
            out.println(Paragraph.wrap(entry.header.firstSentence(), 6));
            if (!entry.header.paper().isEmpty()) {
                out.println("      " + console.onOut(Style.QUIET, entry.header.citation()));
            }
        }
    }

    private static void write(JsonGenerator json, List<Entry> entries) throws IOException {
        json.writeStartArray();
        for (Entry entry : entries) {
            json.writeStartObject();
            json.writeStringField("name", entry.name);
            json.writeStringField("family", entry.family);
            json.writeStringField("summary", entry.header.summary());
            json.writeStringField("paper", entry.header.paper());
            json.writeStringField("cost", entry.header.cost());
            json.writeArrayFieldStart("contracts");
            for (Routine.Contract contract : entry.strategy.contracts()) {
                json.writeString(contract.toString());
            }
            json.writeEndArray();
            json.writeStringField("returns", entry.strategy.returnsValue() ? entry.strategy.result().toString() : null);
            json.writeArrayFieldStart("parameters");
            for (Routine.Parameter parameter : entry.strategy.parameters()) {
                json.writeStartObject();
                json.writeStringField("name", parameter.name());
                json.writeStringField("type", parameter.type().toString());
                json.writeStringField("default", parameter.defaultValue() == null ? null : Signature.defaultText(parameter));
                json.writeStringField("documentation", entry.header.parameter(parameter.name()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}

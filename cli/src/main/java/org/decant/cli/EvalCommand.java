package org.decant.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.decant.cli.InteractiveSession.Outcome;
import org.decant.compiler.host.Decant;
import org.decant.compiler.types.Type;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `decant eval`: the value of one expression, or of statements that end with one.
final class EvalCommand implements Command {
    /// Distributions of up to this many tokens are shown whole.
    private static final int CHARTED = 64;

    @Override
    public String name() {
        return "eval";
    }

    @Override
    public String purpose() {
        return "print the value of an expression";
    }

    @Override
    public CommandSpec specification(CommandLineText line, int from) {
        CommandSpec specification = CommandSpec.create();
        specification.usageMessage().customSynopsis("decant eval EXPRESSION [OPTIONS]")
                .description("Prints the value of an expression: decant eval 'dist([0.1, 0.2, 0.3, 0.4]) |> top_k(3)'%n");
        specification.addPositional(PositionalParamSpec.builder().paramLabel("EXPRESSION").index("0").arity("1")
                .required(true).type(String.class).description("an expression, or statements").build());
        InteractiveSettings.addTo(specification, new ModelOpening().catalog());
        specification.addOption(OptionSpec.builder("--json").description("print JSON").build());
        return specification;
    }

    @Override
    public int run(Invocation invocation) {
        Console console = invocation.console();
        boolean json = invocation.flag("--json");
        ModelOpening opening = new ModelOpening();
        opening.read(invocation);
        try (Decant decant = DeviceOption.engine(invocation.line()).catalog(opening.catalog()).build();
             ProgressLine progress = new ProgressLine(console, "opening the models");
             TextStream stream = new TextStream(console, progress::close)) {
            opening.showOn(progress);
            InteractiveSession session = new InteractiveSession(decant, InteractiveSettings.of(invocation, decant.catalog()));
            Outcome outcome;
            try (Interrupts _ = new Interrupts(session::cancel)) {
                outcome = session.evaluate(invocation.operand(0), json ? null : stream::text);
            }
            progress.close();
            stream.endLine();
            if (outcome.interrupted()) {
                console.err().println("interrupted");
                return Failures.INTERRUPTED;
            }
            if (json) {
                Json.print(console.out(), generator -> write(generator, outcome));
            } else if (outcome.tells()) {
                console.out().println(new ValueText(console, CHARTED).show(outcome.value(), outcome.type()));
            }
            return 0;
        }
    }

    private static void write(JsonGenerator json, Outcome outcome) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", (outcome.type() == null ? Type.NOTHING : outcome.type().resolved()).toString());
        json.writeFieldName("value");
        ValueJson.write(json, outcome.value());
        json.writeEndObject();
    }
}

package org.decant.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.decant.models.builtin.BuiltinModelKind;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.ModelCatalog;
import org.decant.runtime.model.ModelLocation;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.gguf.TensorType;
import org.decant.runtime.model.llama.LlamaModelKind;
import org.decant.runtime.model.llama.ModelDescription;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `decant model`: what a model file holds and what it needs.
final class ModelCommand implements Command {

    @Override
    public String name() {
        return "model";
    }

    @Override
    public String purpose() {
        return "tell what a model file holds and how much memory it needs";
    }

    @Override
    public CommandSpec specification(CommandLineText line, int from) {
        CommandSpec specification = CommandSpec.create();
        specification.usageMessage().description("Tells what a GGUF model file holds, without loading its weights.%n");
        specification.addPositional(PositionalParamSpec.builder().paramLabel("FILE").index("0").arity("1").required(true)
                .type(String.class).description("a model file, or its location: `llama:FILE`, `builtin:target`").build());
        specification.addOption(OptionSpec.builder("--json").description("Print one JSON object.").build());
        return specification;
    }

    @Override
    public int run(Invocation invocation) {
        String operand = invocation.operand(0);
        ModelDescription model;
        try {
            ModelLocation location = ModelLocation.parse(operand);
            model = ModelDescription.read(file(location), LlamaModelKind.tokenizer(location));
        } catch (DecantException wrong) {
            throw wrong.at(invocation.line().word(invocation.line().indexOf(operand, 1)));
        }
        if (invocation.flag("--json")) {
            Json.print(invocation.console().out(), json -> write(json, model));
        } else {
            print(invocation.console(), model);
        }
        return 0;
    }

    private static GgufFile file(ModelLocation location) {
        return switch (location.kind()) {
            case ModelCatalog.TRAINED -> new BuiltinModelKind().file(location);
            case "llama" -> GgufFile.open(location.file());
            case null -> GgufFile.open(location.file());
            default -> throw new DecantException("`" + location + "` is no model file", "give a file in the GGUF format");
        };
    }

    private static void print(Console console, ModelDescription model) {
        PrintStream out = console.out();
        model.lines().forEach((label, text) ->
                out.println(console.onOut(Style.TITLE, "%-18s".formatted(label)) + text));
        String template = model.tokens().chatTemplate();
        if (template != null) {
            out.println();
            out.println(console.onOut(Style.TITLE, "The chat template's text:"));
            out.println(template);
        }
    }

    private static void write(JsonGenerator json, ModelDescription model) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", model.file());
        json.writeNumberField("bytes", model.bytes());
        json.writeNumberField("gguf_version", model.version());
        json.writeStringField("name", model.name());
        json.writeStringField("architecture", model.architecture());
        json.writeNumberField("parameters", model.parameters());
        json.writeNumberField("layers", model.shape().layers());
        json.writeNumberField("width", model.shape().width());
        json.writeNumberField("feed_forward", model.shape().feedForward());
        json.writeNumberField("heads", model.shape().heads());
        json.writeNumberField("key_heads", model.shape().keyHeads());
        json.writeNumberField("head_width", model.shape().headWidth());
        json.writeNumberField("window", model.shape().window());
        json.writeArrayFieldStart("tensors");
        for (Map.Entry<TensorType, ModelDescription.Stored> entry : model.types().entrySet()) {
            json.writeStartObject();
            json.writeStringField("type", entry.getKey().toString());
            json.writeNumberField("tensors", entry.getValue().tensors());
            json.writeNumberField("parameters", entry.getValue().parameters());
            json.writeNumberField("bytes", entry.getValue().bytes());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("vocabulary", model.shape().vocabulary());
        json.writeStringField("tokenizer", model.tokens().kind());
        json.writeStringField("begin", model.tokens().beginsTexts() ? model.beginning() : null);
        texts(json, "end", model.ends());
        texts(json, "special", model.specials());
        json.writeStringField("chat_template", model.template() == null ? null : model.template().label());
        json.writeStringField("chat_template_text", model.tokens().chatTemplate());
        json.writeNumberField("weight_memory", model.memory().weights());
        json.writeNumberField("pass_memory", model.memory().passes());
        json.writeNumberField("cache_memory_per_1000_tokens", 1000 * model.memory().token());
        json.writeEndObject();
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}

package org.decant.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.compiler.typed.Routine.Contract;
import org.decant.contracts.Choice;
import org.decant.contracts.Counterexample;
import org.decant.contracts.ModelTable;
import org.decant.contracts.OutputText;
import org.decant.contracts.Report;
import org.decant.contracts.SampledCheck;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// Checks of contracts as JSON. The models of a counterexample are in the form that `table:FILE` reads.
final class ContractJson {

    private ContractJson() {
    }

    static void exact(JsonGenerator json, LoadedStrategy strategy, Report stated, Report unstated) throws IOException {
        json.writeStartObject();
        json.writeStringField("strategy", strategy.name());
        json.writeStringField("method", "enumeration");
        json.writeFieldName("stated");
        report(json, stated);
        json.writeFieldName("not_stated");
        report(json, unstated);
        json.writeEndObject();
    }

    private static void report(JsonGenerator json, Report report) throws IOException {
        if (report == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeBooleanField("held", report.held());
        json.writeNumberField("seed", report.seed());
        json.writeArrayFieldStart("contracts");
        for (Report.Finding finding : report.findings()) {
            json.writeStartObject();
            contract(json, finding.contract());
            json.writeStringField("verdict", finding.verdict().name().toLowerCase().replace('_', ' '));
            json.writeNumberField("deviation", finding.deviation());
            if (finding.counterexample() != null) {
                json.writeFieldName("counterexample");
                counterexample(json, finding.counterexample());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        coverage(json, report.coverage());
        json.writeEndObject();
    }

    private static void contract(JsonGenerator json, Contract contract) throws IOException {
        json.writeStringField("contract", contract.toString());
    }

    private static void coverage(JsonGenerator json, Report.Coverage coverage) throws IOException {
        json.writeObjectFieldStart("coverage");
        json.writeNumberField("settings", coverage.settings());
        json.writeNumberField("planned", coverage.planned());
        json.writeNumberField("incomplete", coverage.incomplete());
        json.writeNumberField("missing_probability", coverage.missing());
        json.writeBooleanField("stopped_early", coverage.stoppedEarly());
        json.writeNumberField("runs", coverage.branches());
        json.writeNumberField("largest_vocabulary", coverage.vocabulary());
        json.writeNumberField("longest_output", coverage.horizon());
        json.writeObjectFieldStart("refused");
        for (Map.Entry<String, Integer> refusal : coverage.refusals().entrySet()) {
            json.writeNumberField(refusal.getKey(), refusal.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("defaults_left_out");
        for (Map.Entry<String, Object> parameter : coverage.leftOut().entrySet()) {
            json.writeFieldName(parameter.getKey());
            ValueJson.write(json, parameter.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("values");
        for (Map.Entry<String, List<Object>> parameter : coverage.values().entrySet()) {
            json.writeFieldName(parameter.getKey());
            ValueJson.write(json, parameter.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void counterexample(JsonGenerator json, Counterexample example) throws IOException {
        json.writeStartObject();
        json.writeStringField("prompt", example.setting().promptText());
        json.writeNumberField("max_tokens", example.setting().horizon());
        json.writeObjectFieldStart("parameters");
        for (Map.Entry<String, Object> argument : example.setting().arguments().entrySet()) {
            if (!(argument.getValue() instanceof ModelTable) && !(argument.getValue() instanceof List)) {
                json.writeFieldName(argument.getKey());
                ValueJson.write(json, argument.getValue());
            }
        }
        json.writeEndObject();
        json.writeObjectFieldStart("models");
        for (Map.Entry<String, ModelTable> model : example.setting().tables().entrySet()) {
            json.writeFieldName(model.getKey());
            table(json, model.getValue(), example.setting().vocabulary());
        }
        json.writeEndObject();
        if (example.comparison().expected() != null) {
            outputs(json, "expected", example.comparison().expected());
        }
        outputs(json, "found", example.comparison().run().distribution());
        json.writeNumberField("deviation", example.comparison().deviation());
        json.writeNumberField("deviation_before_shrinking", example.found());
        if (example.worst() != null) {
            json.writeStringField("worst", OutputText.of(example.worst()));
        }
        json.writeArrayFieldStart("choices");
        for (Choice choice : example.choices()) {
            json.writeStartObject();
            json.writeStringField("made", choice.made());
            json.writeNumberField("probability", choice.probability());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /// In the form of a table model.
    private static void table(JsonGenerator json, ModelTable table, Vocabulary vocabulary) throws IOException {
        int end = vocabulary.size() - 1;
        json.writeStartObject();
        json.writeArrayFieldStart("tokens");
        for (int id = 0; id <= end; id++) {
            json.writeString(vocabulary.text(id));
        }
        json.writeEndArray();
        json.writeStringField("end", vocabulary.text(end));
        json.writeObjectFieldStart("contexts");
        for (int row = 0; row < table.rows().size(); row++) {
            if (!table.sequence(row).contains(end)) {
                json.writeArrayFieldStart(table.sequence(row).stream().map(vocabulary::text).collect(Collectors.joining(" ")));
                for (double p : table.rows().get(row)) {
                    json.writeNumber(p);
                }
                json.writeEndArray();
            }
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    static void outputs(JsonGenerator json, String name, Map<List<Token>, Double> outputs) throws IOException {
        json.writeArrayFieldStart(name);
        for (Map.Entry<List<Token>, Double> output : outputs.entrySet()) {
            json.writeStartObject();
            json.writeArrayFieldStart("tokens");
            for (Token token : output.getKey()) {
                json.writeString(OutputText.of(token));
            }
            json.writeEndArray();
            json.writeNumberField("probability", output.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void sampled(JsonGenerator json, LoadedStrategy strategy, List<SampledCheck.Result> results,
                        SampledCheck.Options how) throws IOException {
        json.writeStartObject();
        json.writeStringField("strategy", strategy.name());
        json.writeStringField("method", "samples");
        json.writeNumberField("seed", how.seed());
        json.writeNumberField("error_rate", how.errorRate());
        json.writeArrayFieldStart("contracts");
        for (SampledCheck.Result result : results) {
            json.writeStartObject();
            contract(json, result.contract());
            json.writeStringField("verdict", result.held() ? "not refuted" : "refuted");
            json.writeNumberField("samples", result.samples());
            json.writeNumberField("tokens", result.tokens());
            json.writeNumberField("differing_samples", result.differ());
            json.writeArrayFieldStart("tests");
            for (SampledCheck.Test test : result.tests()) {
                json.writeStartObject();
                json.writeStringField("test", test.name());
                json.writeFieldName("statistic");
                if (Double.isFinite(test.statistic())) {
                    json.writeNumber(test.statistic());
                } else {
                    json.writeNull();
                }
                json.writeNumberField("p", test.p());
                json.writeBooleanField("refutes", test.refutes());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}

package org.decant.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.decant.cli.Command.Invocation;
import org.decant.compiler.host.LoadedScript;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.contracts.Report;
import org.decant.contracts.SampledCheck;

/// What `decant check` found, for people as it comes, or for programs as one JSON object at the end.
final class ContractReport {
    private final Console console;
    private final LoadedScript script;
    private final boolean forPrograms;
    private final List<Json.Body> strategies = new ArrayList<>();
    private boolean first = true;

    ContractReport(Invocation invocation, LoadedScript script) {
        this.console = invocation.console();
        this.script = script;
        this.forPrograms = invocation.flag(CheckOptions.JSON);
    }

    /// @param stated   about the contracts that the strategy states; null where there are none
    /// @param unstated about those that it could state; null where it says how its output is distributed
    void exact(LoadedStrategy strategy, Report stated, Report unstated) {
        if (forPrograms) {
            strategies.add(json -> ContractJson.exact(json, strategy, stated, unstated));
        } else {
            blankLine();
            new ContractText(console).exact(strategy, stated, unstated);
        }
    }

    void sampled(LoadedStrategy strategy, List<SampledCheck.Result> results, SampledCheck.Options how) {
        if (forPrograms) {
            strategies.add(json -> ContractJson.sampled(json, strategy, results, how));
        } else {
            blankLine();
            new ContractText(console).sampled(strategy, results, how);
        }
    }

    private void blankLine() {
        if (!first) {
            console.out().println();
        }
        first = false;
    }

    /// Prints what has not been printed yet.
    void print() {
        if (forPrograms) {
            Json.print(console.out(), this::write);
        }
        console.out().flush();
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", script.module().source().name());
        json.writeArrayFieldStart("checks");
        for (Json.Body strategy : strategies) {
            strategy.write(json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}

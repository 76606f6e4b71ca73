package org.decant.cli;

import java.util.List;
import org.decant.runtime.run.ModelCost;

/// How fast a run was, in two parts: reading the prompt and writing.
///
/// @param prefillTokens what the first model read in passes over a prompt; 0 for models that do not read token by token
/// @param prefill       its tokens per second in them; 0 where it read none
/// @param decode        tokens written per second of the time in which no model read a prompt
record Speeds(long prefillTokens, double prefill, double decode) {

    /// @param tokens  how many the run wrote
    /// @param models  the target first
    /// @param seconds of the run
    static Speeds of(int tokens, List<ModelCost> models, double seconds) {
        double reading = 0;
        for (ModelCost model : models) {
            reading += model.readNanoseconds() * 1e-9;
        }
        ModelCost target = models.getFirst();
        double writing = seconds - reading;
        return new Speeds(target.readPositions(), target.readPositions() == 0 ? 0
                : target.readPositions() / (target.readNanoseconds() * 1e-9), writing > 0 ? tokens / writing : 0);
    }
}

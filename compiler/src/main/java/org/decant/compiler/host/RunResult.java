package org.decant.compiler.host;

import java.time.Duration;
import java.util.List;
import org.decant.compiler.types.Type;
import org.decant.runtime.constraint.DeadEnd;
import org.decant.runtime.run.DraftCost;
import org.decant.runtime.run.Finish;
import org.decant.runtime.run.ModelCost;
import org.decant.runtime.vocabulary.Token;

/// What came of a run.
///
/// @param text        what was written, without special tokens and without the stop text
/// @param tokens      the tokens written, an end token included
/// @param value       what the strategy returned; null where it declares no result, or did not come to its end
/// @param type        the type of what it returns; null where it declares no result
/// @param finish      why the output takes no more; null where the strategy ended by itself
/// @param deadEnd     what no token could satisfy, and where in the script; null unless `finish` is [Finish#DEAD_END]
/// @param interrupted whether the run was cancelled before its end
/// @param models      what the models of the session cost: of this run alone, unless the session is shared
/// @param drafts      what drafting gave
/// @param firstToken  from the start of the strategy to the first token; null where none was written
/// @param time        from the start of the strategy to its end; opening models is not part of it
public record RunResult(String text, List<Token> tokens, Object value, Type type, Finish finish, DeadEnd deadEnd,
                        boolean interrupted, List<ModelCost> models, DraftCost drafts, Duration firstToken,
                        Duration time) {}

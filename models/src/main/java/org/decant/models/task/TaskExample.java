package org.decant.models.task;

import java.util.List;

/// An item of a task.
///
/// @param prompt     what a model is given; it ends without a blank
/// @param references right outputs, at least one, without blanks at the ends. A document of the corpus is the prompt, a
///                   blank, the first reference and the end token.
public record TaskExample(String prompt, List<String> references) {
}

package org.decant.models.corpus;

/// A text of the corpus. For a model it is the text's tokens and the end token.
///
/// @param task       the name of the task it is an item of
/// @param prompt     what is given
/// @param completion what is to be written; begins with a blank
public record Document(String task, String prompt, String completion) {

    public String text() {
        return prompt + completion;
    }
}

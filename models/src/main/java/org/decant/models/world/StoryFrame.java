package org.decant.models.world;

import java.util.List;

/// A kind of story.
///
/// @param name      how the grammar calls it
/// @param slots     what is drawn before it is told
/// @param parts     its sentences, those that belong together in one template
/// @param questions what can be asked about it
record StoryFrame(String name, List<Slot> slots, List<Template> parts, List<Asked> questions) {

    /// Something that is drawn.
    ///
    /// @param kinds the lists to draw from
    record Slot(String name, List<String> kinds) {

        /// Reads `slot NAME KIND,KIND`.
        static Slot of(String line) {
            String[] words = line.split(" ");
            return new Slot(words[1], List.of(words[2].split(",")));
        }
    }

    /// A question and the templates of its answer, of which the one that the story has is right.
    record Asked(Template question, List<Template> answers) {
    }
}

/// The small world that all texts of the built-in models tell of: word lists and the grammar of stories (resource files),
/// and what makes sentences, scenes and stories of them. Uses the runtime's random numbers; the tasks use it.
package org.decant.models.world;

/// JSON whose values know where they stand in their file, so that what is wrong with one can be shown there. Uses the
/// diagnostic package and Jackson's streaming parser; used by whatever reads JSON that people write.
package org.decant.runtime.json;

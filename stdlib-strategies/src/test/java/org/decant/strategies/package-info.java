/// Tests of the standard library's strategies, one class each: every strategy is run through the façade for Java programs on
/// small random tables and compared with what its paper's formulas give, which the tests compute on their own. What papers
/// claim is shown with the trained models on items of their tasks, with the figure printed. [Oracle] computes what several
/// tests compare with, [Library] runs strategies, [Trained], [BuiltinDrafts] and [Recordings] are about the trained models.
package org.decant.strategies;

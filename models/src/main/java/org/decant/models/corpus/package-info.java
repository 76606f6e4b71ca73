/// The corpus that the built-in models are trained on: documents of all tasks, mixed. Uses the tasks; the trainer uses it.
package org.decant.models.corpus;

/// The trained models that the library brings: `builtin:target` and `builtin:drafter`, which share their tokens, and
/// `builtin:masked`, which fills canvases. Their files
/// are resources beside this package; [org.decant.models.builtin.BuiltinModelKind] opens them with the runtime's engine. The
/// runtime's catalog finds the kind as a service, the command line gives it its options.
package org.decant.models.builtin;

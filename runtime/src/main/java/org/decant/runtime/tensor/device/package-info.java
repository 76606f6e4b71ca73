/// The devices that tensor programs can run on: the processor of the JVM, and what services of other modules know.
///
/// [Devices][org.decant.runtime.tensor.device.Devices] finds them by their names. A module that reaches other devices offers a
/// [DeviceProvider][org.decant.runtime.tensor.device.DeviceProvider]; `tornado` is one.
/// [CopyBandwidth][org.decant.runtime.tensor.device.CopyBandwidth] measures what bounds the speed of a model there.
///
/// The package stands on tensor programs and their CPU target. The language and the command line use it.
package org.decant.runtime.tensor.device;

/// Tensor programs on the devices that TornadoVM reaches.
///
/// [TornadoDevices][org.decant.tornado.TornadoDevices] is the service by which the runtime finds them. A
/// [TornadoTarget][org.decant.tornado.TornadoTarget] is one device; a program on it has one
/// [DevicePlan][org.decant.tornado.DevicePlan] for each combination of shapes and forms of inputs that has other kernels: a task graph of
/// what `org.decant.runtime.tensor.kernel` writes, whose buffers stay on the device. What has changed is copied there, what a run gives is
/// copied back; a [TornadoResident][org.decant.tornado.TornadoResident] (weights, caches, states) stays there, and lends its buffers to the plans.
///
/// The package stands on tensor programs, their kernels and TornadoVM's interface. The module is built only where a TornadoVM SDK is,
/// and nothing refers to it.
package org.decant.tornado;

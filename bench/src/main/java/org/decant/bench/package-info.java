/** JMH and end-to-end benchmarks. */
package org.decant.bench;

/// The checker proven on wrong and right scripts, and the library's contracts.
package org.decant.contracts;

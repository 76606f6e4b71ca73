/** The decant command. */
package org.decant.cli;

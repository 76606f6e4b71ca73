/// What decoding has of its own: writing, drafts and verification, branches, strategies that run strategies.
package org.decant.compiler.nodes.decoding;

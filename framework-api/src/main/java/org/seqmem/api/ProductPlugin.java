// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api;

/**
 * A plugin of an engine-free kind: its product is made from the configuration alone, cheaply, and
 * needs neither tensors nor randomness to exist. A configuration record therefore takes the product
 * itself as a component (for instance {@code MemoryFunction memory}).
 *
 * @param <C> the record that holds the plugin's configuration
 * @param <P> the product; an interface that names its kind with {@link ProductOf}
 */
public interface ProductPlugin<C extends Record, P> extends Plugin<C> {

    /**
     * Makes the product. Deterministic; the product is immutable and safe to share.
     *
     * @param config the checked configuration
     */
    P create(C config);
}

// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the product of an engine-free kind, so that a record component of this type is filled by
 * the plugin that its block names with {@code use}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ProductOf {

    /** The kind, an interface with {@link PluginKind} that extends {@link ProductPlugin}. */
    @SuppressWarnings("rawtypes") // a class literal cannot carry type arguments
    Class<? extends ProductPlugin> value();
}

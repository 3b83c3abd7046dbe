// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** Discovery of plugins: the catalogue of what is installed. */
@NullMarked
package org.seqmem.runtime.plugin;

import org.jspecify.annotations.NullMarked;

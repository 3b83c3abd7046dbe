// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** Memory functions: how strongly a target depends on the input some steps ago. */
@NullMarked
package org.seqmem.api.memory;

import org.jspecify.annotations.NullMarked;

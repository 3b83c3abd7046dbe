// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** Reports as pages that need nothing beside them. */
@NullMarked
package org.seqmem.runtime.report.page;

import org.jspecify.annotations.NullMarked;

export const themeKey = "mneme.theme";

/** Runs before the first paint, so that a stored choice never flashes. `system` needs no attribute at all. */
export const themeScript = `try{var t=localStorage.getItem("${themeKey}");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch(e){}`;

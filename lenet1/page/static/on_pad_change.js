() => document.dispatchEvent(new Event("stockchange"));
